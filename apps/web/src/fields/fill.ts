import type { FieldMap, JsonObject } from '@patchbay/fields';
import { getOwn, setAt } from './values.js';

/** Of some values, those that the form has a field for. What a saved connection connects to cannot change. */
export function fillable(fields: FieldMap, config: JsonObject, isSaved: boolean): JsonObject {
  const known = Object.entries(config).filter(([key]) => {
    const field = getOwn(fields, key);
    return field !== undefined && !(isSaved && field.identity === true);
  });
  return Object.fromEntries(known);
}

export function over(values: JsonObject, others: JsonObject): JsonObject {
  return Object.entries(others).reduce((before, [key, value]) => setAt(before, [key], value), values);
}
