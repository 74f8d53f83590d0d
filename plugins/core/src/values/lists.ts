import { type JsonObject, type JsonValue, PatchbayError } from '@patchbay/plugin-sdk';

/** Names given as a list or as text with commas. */
export function nameList(value: JsonValue | undefined, parameter: string): string[] {
  const given = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : (value ?? []);
  if (!Array.isArray(given)) throw wrong(parameter, 'is not a list of names');
  const names = given.map((name) => {
    if (typeof name !== 'string') throw wrong(parameter, 'holds something that is not a name');
    return name;
  });
  return [...new Set(names.filter((name) => name !== ''))];
}

/** A list of objects; n8n's form with a group around it (`{ values: [...] }`) counts as the list. */
export function objectList(value: JsonValue | undefined, parameter: string): JsonObject[] {
  const list = Array.isArray(value)
    ? value
    : isObject(value)
      ? (Object.values(value)[0] ?? [])
      : (value ?? []);
  if (!Array.isArray(list) || !list.every(isObject)) throw wrong(parameter, 'is not a list of objects');
  return list;
}

/** Each entry of a list, or the value itself, as the data of an item; what is no object becomes its `data`. */
export function asObjects(value: JsonValue): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).map((each) => (isObject(each) ? each : { data: each }));
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names the parameter by pointer, too, so that whoever reads of it is led to its field. */
export function wrong(parameter: string, why: string): PatchbayError {
  return new PatchbayError('parameter-invalid', {
    detail: `The parameter "${parameter}" ${why}.`,
    errors: [{ pointer: `/${parameter}`, detail: why }],
  });
}
