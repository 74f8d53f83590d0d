import type { JsonValue } from '@patchbay/plugin-sdk';
import { isObject, wrong } from './lists.js';

/** Converts to the type that somebody chose for a field; without one the value keeps its own. */
export function asType(
  value: JsonValue,
  type: JsonValue | undefined,
  name: string,
  isLenient = false,
): JsonValue {
  if (type === undefined || type === null || type === '' || value === null) return value;
  const converted =
    typeof type === 'string' && Object.hasOwn(conversions, type) ? conversions[type]?.(value) : undefined;
  if (converted === undefined && isLenient) return value;
  if (converted === undefined)
    throw wrong('fields', `cannot give "${name}" the type ${JSON.stringify(type)}`);
  return converted;
}

/** Each gives undefined for what cannot be converted. */
export const conversions: Readonly<Record<string, (value: JsonValue) => JsonValue | undefined>> = {
  string: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  number: toNumber,
  boolean: toBoolean,
  array: (value) => (Array.isArray(parsed(value)) ? parsed(value) : undefined),
  object: (value) => (isObject(parsed(value)) ? parsed(value) : undefined),
};

export function toNumber(value: JsonValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

export function toBoolean(value: JsonValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'object' ? '' : String(value).toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(text)) return true;
  return ['false', '0', 'no', 'off'].includes(text) ? false : undefined;
}

function parsed(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return undefined;
  }
}
