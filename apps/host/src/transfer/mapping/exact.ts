import type { FieldMap, JsonObject, JsonValue } from '@patchbay/fields';

/**
 * Values as a patch that says exactly them: else a password of eight bullets would mean "keep", and the text of
 * another system would be read by the rules of our masks.
 */
export function exactly(fields: FieldMap, values: JsonObject): JsonObject {
  return mapMembers(values, (value, key) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field?.kind === 'collection' && isObject(value)) return exactly(field.fields, value);
    if (field?.kind === 'headers' && isObject(value)) return mapMembers(value, exact);
    if (field?.kind === 'fixedCollection' && isObject(value)) {
      return mapMembers(value, (rows, group) => {
        const inner = Object.hasOwn(field.groups, group) ? field.groups[group]?.fields : undefined;
        if (inner === undefined) return exact(rows);
        if (Array.isArray(rows)) return rows.map((row) => (isObject(row) ? exactly(inner, row) : row));
        return isObject(rows) ? exactly(inner, rows) : exact(rows);
      });
    }
    return exact(value);
  });
}

function exact(value: JsonValue): JsonValue {
  return { $value: value };
}

function mapMembers(values: JsonObject, change: (value: JsonValue, key: string) => JsonValue): JsonObject {
  // Not assigned one by one: a member may be called __proto__.
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
