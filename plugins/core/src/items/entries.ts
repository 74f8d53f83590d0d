import type { JsonValue } from '@patchbay/plugin-sdk';
import { isObject } from '../values/lists.js';

/** The entries of a list or the values of an object; anything else counts as one entry, nothing as none. */
export function entriesOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [value];
}
