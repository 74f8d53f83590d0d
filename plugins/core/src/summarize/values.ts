import type { JsonValue } from '@patchbay/plugin-sdk';

export function isEmptyValue(value: JsonValue): boolean {
  return value === null || value === '';
}

/** Numbers, and texts that are numbers: databases give decimals as text when a double would round them. */
export function numbersOf(values: readonly JsonValue[]): number[] {
  return values.flatMap((value) => {
    if (typeof value === 'number') return [value];
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? [number] : [];
  });
}
