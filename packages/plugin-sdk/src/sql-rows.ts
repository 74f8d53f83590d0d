import type { JsonValue } from '@patchbay/fields';
import type { JsonObject } from './items.js';

/** Rows as drivers give them in array mode, as objects. Of columns with the same name the last one stays. */
export function rowsToObjects(
  columns: readonly string[],
  rows: readonly (readonly JsonValue[])[],
): JsonObject[] {
  // Assigning to this name would replace the row's prototype by a value from the database.
  const toObject = columns.includes('__proto__') ? safeObject : plainObject;
  return rows.map((row) => toObject(columns, row));
}

function plainObject(columns: readonly string[], row: readonly JsonValue[]): JsonObject {
  const object: JsonObject = {};
  columns.forEach((name, index) => {
    object[name] = row[index] ?? null;
  });
  return object;
}

function safeObject(columns: readonly string[], row: readonly JsonValue[]): JsonObject {
  return Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null]));
}
