import type { Field, FieldMap } from './field.js';
import { getOwn, isObject, setOwn, type JsonObject, type JsonValue } from './json.js';

/**
 * The effective values: defaults where nothing (or `null`) is given, visible or not, down into the rows of
 * fixed collections. The fields of a collection keep out, since they count only when somebody adds them.
 * Values of unknown fields stay.
 */
export function applyDefaults(fields: FieldMap, values: Readonly<Record<string, unknown>>): JsonObject {
  const effective: JsonObject = {};
  // The values come from JSON; their shapes are the business of `validate`.
  const given = values as JsonObject;
  for (const key of new Set([...Object.keys(fields), ...Object.keys(given)])) {
    const value = effectiveValue(getOwn(fields, key), getOwn(given, key));
    if (value !== undefined) setOwn(effective, key, value);
  }
  return effective;
}

function effectiveValue(field: Field | undefined, given: JsonValue | undefined): JsonValue | undefined {
  if (field === undefined) return given;
  const value = given ?? (structuredClone(field.default) as JsonValue | undefined);
  if (field.kind !== 'fixedCollection' || !isObject(value)) return value;
  const groups: JsonObject = { ...value };
  for (const [name, group] of Object.entries(field.groups)) {
    const rows = getOwn(groups, name) ?? (field.multiple === false ? undefined : []);
    const filled = Array.isArray(rows)
      ? rows.map((row) => fillRow(group.fields, row))
      : fillRow(group.fields, rows);
    if (filled !== undefined) setOwn(groups, name, filled);
  }
  return groups;
}

function fillRow<Row extends JsonValue | undefined>(fields: FieldMap, row: Row): Row | JsonObject {
  return isObject(row) ? applyDefaults(fields, row) : row;
}
