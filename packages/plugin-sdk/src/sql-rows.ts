import type { JsonValue } from '@patchbay/fields';
import type { JsonObject } from './items.js';

/** Rows as drivers give them in array mode, as objects. Of columns with the same name the last one stays. */
export function rowsToObjects(
  columns: readonly string[],
  rows: readonly (readonly JsonValue[])[],
): JsonObject[] {
  // Assigning to this name would replace the row's prototype by a value from the database.
  if (columns.includes('__proto__')) return rows.map((row) => safeObject(columns, row));
  // Copies of one that is parsed have just the room that they need; one that grows takes three times as much.
  const empty = JSON.parse(JSON.stringify(safeObject(columns, []))) as JsonObject;
  return rows.map((row) => {
    const object = { ...empty };
    for (let index = 0; index < columns.length; index++)
      object[columns[index] as string] = row[index] ?? null;
    return object;
  });
}

function safeObject(columns: readonly string[], row: readonly JsonValue[]): JsonObject {
  return Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null]));
}
