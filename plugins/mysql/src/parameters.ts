import type { JsonValue } from '@patchbay/plugin-sdk';
import type { Driver } from './driver.js';

/** A value for a placeholder of a prepared statement; objects and lists go as the text of their JSON. */
export function toBindable({ TypedParameter }: Driver, value: JsonValue | undefined): unknown {
  if (value === undefined) return null;
  // The driver sends every number as a double, which LIMIT and comparisons with long keys do not take well.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return TypedParameter.LONGLONG(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
