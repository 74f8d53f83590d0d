import type { JsonValue } from '@patchbay/plugin-sdk';
import { isObject } from '../values/lists.js';

/** A text that is the same for equal values: the order of members does not matter, types do; nothing is not null. */
export function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return value === undefined ? 'nothing' : JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
}
