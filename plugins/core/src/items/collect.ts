import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { isObject, wrong } from '../values/lists.js';
import type { FieldAccess } from './fields.js';

/** A field whose values become a list of this name. */
interface Collected {
  name: string;
  output: string;
}

/** Names, or `{ field, outputFieldName? }`; n8n's `fieldToAggregate` is read, too. */
export function parseCollected(value: JsonValue, disableDotNotation: boolean): Collected[] {
  const list = isObject(value) ? Object.values(value)[0] : value;
  const entries = typeof list === 'string' ? list.split(',').map((name) => name.trim()) : list;
  if (!Array.isArray(entries) || entries.length === 0)
    throw wrong('fieldsToAggregate', 'names no field; give a list such as ["id"]');
  return entries.map((entry) => {
    const { field, fieldToAggregate, outputFieldName } = isObject(entry) ? entry : { field: entry };
    const name = field ?? fieldToAggregate;
    if (typeof name !== 'string' || name === '')
      throw wrong('fieldsToAggregate', 'has an entry without "field"');
    const output = typeof outputFieldName === 'string' ? outputFieldName : '';
    return { name, output: output || (disableDotNotation ? name : name.split('.').at(-1)) || name };
  });
}

interface Options {
  access: FieldAccess;
  mergeLists: boolean;
  keepMissing: boolean;
}

export function collectField(
  rows: readonly JsonObject[],
  name: string,
  { access, mergeLists, keepMissing }: Options,
): JsonValue[] {
  return rows.flatMap((json): JsonValue[] => {
    const value = access.read(json, name) ?? null;
    if (value === null) return keepMissing ? [null] : [];
    if (!mergeLists || !Array.isArray(value)) return [value];
    return keepMissing ? value : value.filter((each) => each !== null);
  });
}
