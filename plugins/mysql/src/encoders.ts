import { type JsonValue, PatchbayError } from '@patchbay/plugin-sdk';
import type { Driver } from './driver.js';
import { toBindable } from './parameters.js';

type Encode = (value: JsonValue) => unknown;

/** A column that is written. */
export interface Target {
  name: string;
  /** The server's name for its type, if it has such a column. */
  type: string | undefined;
  /** Its values are compared with those of the table. */
  isKey: boolean;
}

/**
 * How JSON becomes a value of this column. The server would compare `'abc'` with a number column as 0 and a number
 * with a text column as if every word were 0, so that a key of the wrong type would hit rows that nobody meant.
 */
export function encoderOf(driver: Driver, { name, type, isKey }: Target): Encode {
  const encode = encoderOfType(driver, name, type);
  // The driver's own form of numbers is a double, the quicker one, and exact where nothing is compared with it.
  if (!isKey && isInteger(type))
    return (value) => (Number.isSafeInteger(value) ? value : nullOr(encode, value));
  return (value) => nullOr(encode, value);
}

function nullOr(encode: Encode, value: JsonValue): unknown {
  return value === null ? null : encode(value);
}

function encoderOfType(driver: Driver, column: string, type = ''): Encode {
  if (/char|text|^enum$|^set$/u.test(type)) return asText;
  if (isInteger(type)) return (value) => integer(driver, column, value);
  if (/^(decimal|float|double|year)$/u.test(type)) return (value) => number(driver, column, value);
  if (/blob$|binary$/u.test(type)) return (value) => bytes(column, value);
  if (/^(datetime|timestamp|date)$/u.test(type)) return (value) => time(driver, value);
  if (type === 'json') return (value) => JSON.stringify(value);
  return (value) => toBindable(driver, value);
}

function isInteger(type = ''): boolean {
  return /int$|^bit$/u.test(type);
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As 64 bits: as text, two long keys that differ only in the last digits would count as equal. */
function integer(driver: Driver, column: string, value: JsonValue): unknown {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'object' ? '' : String(value);
  if (!/^[-+]?\d{1,20}(\.0+)?$/u.test(text)) return number(driver, column, value);
  const whole = BigInt(text.replace(/^\+|\..*/gu, ''));
  if (whole === BigInt.asIntN(64, whole)) return driver.TypedParameter.LONGLONG(whole);
  if (whole === BigInt.asUintN(64, whole)) return driver.TypedParameter.LONGLONG.unsigned(whole);
  throw misfit(column, 'a whole number of 64 bits');
}

function number(driver: Driver, column: string, value: JsonValue): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return toBindable(driver, value);
  if (typeof value === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/iu.test(value))
    return value.trim();
  throw misfit(column, 'a number');
}

function bytes(column: string, value: JsonValue): Buffer {
  const decoded = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
  if (!decoded || decoded.toString('base64') !== value) throw misfit(column, 'bytes as base64');
  return decoded;
}

/** ISO 8601 with a zone, which the servers do not read, in the form of SQL and in UTC. */
function time(driver: Driver, value: JsonValue): unknown {
  const pattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:\d\d)$/iu;
  const match = typeof value === 'string' ? pattern.exec(value) : null;
  if (!match) return toBindable(driver, value);
  const [, date, clock, fraction = '', zone] = match;
  const instant = new Date(`${date}T${clock}${zone}`);
  if (Number.isNaN(instant.getTime())) return value;
  return `${instant.toISOString().slice(0, 19).replace('T', ' ')}${fraction}`;
}

/** The value is not repeated: it may be private, and messages are recorded. */
function misfit(column: string, wanted: string): PatchbayError {
  return new PatchbayError(
    'parameter-invalid',
    `The column "${column}" takes ${wanted}, and a row has something else.`,
  );
}
