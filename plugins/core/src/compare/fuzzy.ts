import type { JsonValue } from '@patchbay/plugin-sdk';
import { canonical } from '../items/canonical.js';
import { toNumber } from '../values/as-type.js';

/** A text that is the same for values that count as equal. */
export type Likeness = (value: JsonValue | undefined) => string;

export const exact: Likeness = canonical;

/** Small differences of type do not count: `3` and `"3"`, `true`, `"TRUE"` and `1`, a list and its JSON, nothing and empty. */
export const fuzzy: Likeness = (value) =>
  canonical(simplified(typeof value === 'string' ? read(value) : value));

function read(text: string): JsonValue {
  const trimmed = text.trim();
  if (/^(?:true|false)$/iu.test(trimmed)) return trimmed.toLowerCase() === 'true';
  const number = toNumber(trimmed);
  if (number !== undefined) return number;
  if (!/^[[{]/u.test(trimmed)) return text;
  try {
    return JSON.parse(trimmed) as JsonValue;
  } catch {
    return text;
  }
}

function simplified(value: JsonValue | undefined): JsonValue {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && Object.keys(value).length === 0 ? null : value;
}
