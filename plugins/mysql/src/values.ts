import type { JsonValue } from '@patchbay/plugin-sdk';

/** What the server says about a column of a result, as far as it decides the form of the values. */
export interface Column {
  name: string;
  columnType?: number;
  /** `json` for the columns that MariaDB declares as JSON and sends as text. */
  extendedFormat?: string;
}

/**
 * How the values of a column become JSON. Numbers that a double cannot hold exactly stay text; times are ISO 8601
 * in UTC, which is also the zone of the session; bytes are base64.
 */
export function decoderOf(
  { columnType = 0, extendedFormat }: Column,
  largeNumbers?: 'text',
): (value: unknown) => JsonValue {
  if (largeNumbers === 'text' && large.has(columnType)) return nullOr(String);
  if (extendedFormat === 'json') return nullOr(fromJson);
  return nullOr(decoders[columnType] ?? asItIs);
}

/** DECIMAL of old servers, BIGINT and DECIMAL. */
const large: ReadonlySet<number> = new Set([0, 8, 246]);

const decoders: Readonly<Record<number, (value: unknown) => JsonValue>> = {
  0: exactNumber, // DECIMAL of old servers
  4: float,
  5: double,
  7: utcTime, // TIMESTAMP
  12: utcTime, // DATETIME
  16: bits,
  245: fromJson,
  246: exactNumber, // DECIMAL
};

function nullOr(decode: (value: unknown) => JsonValue): (value: unknown) => JsonValue {
  return (value) => (value === null || value === undefined ? null : decode(value));
}

function asItIs(value: unknown): JsonValue {
  return Buffer.isBuffer(value) ? value.toString('base64') : (value as JsonValue);
}

/** 15 significant digits survive the way through a double and back. */
function exactNumber(value: unknown): number | string {
  const text = String(value);
  const digits = text.replace(/^[-0.]+|\./gu, '').length;
  return digits <= 15 ? Number(text) : text;
}

/** The shortest text that means the same 32 bits: 0.1, not 0.10000000149011612. */
function float(value: unknown): number | string {
  const number = Number(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return short;
  }
  return double(number);
}

function double(value: unknown): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : String(number);
}

/** `2024-05-01 12:00:00.123456` → `2024-05-01T12:00:00.123456Z`; dates with zeros (`0000-00-00`) stay text. */
function utcTime(value: unknown): string {
  const text = String(value);
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?$/u.exec(text);
  if (!match || /-00/u.test(text.slice(4, 10))) return text;
  const [, date, time, fraction = '.000'] = match;
  return `${date}T${time}${fraction}Z`;
}

function bits(value: unknown): number | string {
  if (!Buffer.isBuffer(value)) return Number(value);
  // There are 64 at most; to write millions of them as one number would keep the runner busy for minutes.
  if (value.length > 8) return value.toString('base64');
  const number = BigInt(`0x0${value.toString('hex')}`);
  return number <= Number.MAX_SAFE_INTEGER ? Number(number) : number.toString();
}

function fromJson(value: unknown): JsonValue {
  const text = Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // MariaDB keeps JSON as text, and a column without a check may hold any.
    return text;
  }
}
