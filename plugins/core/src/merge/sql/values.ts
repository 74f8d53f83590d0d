import type { JsonValue } from '@patchbay/plugin-sdk';
import type { ColumnKind } from './columns.js';

/** Lists and objects as their JSON, which the functions of SQLite read. */
export function toSql(value: JsonValue | undefined): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** Beyond what a number holds exactly it is a text. */
export function whole(value: bigint, kind: ColumnKind): JsonValue {
  const number = Number(value);
  if (kind === 'boolean') return number !== 0;
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** JSON has neither infinity nor what is no number. */
export function finite(value: number): JsonValue {
  return Number.isFinite(value) ? value : null;
}

/** In a column with lists and objects; a text among them stays one unless it could be either. */
export function parsed(text: string): JsonValue {
  if (!/^[[{]/u.test(text)) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
