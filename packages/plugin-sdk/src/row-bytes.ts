import type { JsonValue } from '@patchbay/fields';

/** Bytes of a row's values, about; of a list or an object as its JSON is long. */
export function rowBytes(row: readonly JsonValue[]): number {
  return row.reduce<number>((sum, value) => {
    if (typeof value === 'string') return sum + value.length;
    return sum + (typeof value === 'object' && value !== null ? JSON.stringify(value).length : 8);
  }, 0);
}
