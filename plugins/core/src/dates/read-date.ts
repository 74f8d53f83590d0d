import type * as Luxon from 'luxon';
import type { JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

export interface DateReading {
  luxon: typeof Luxon;
  /** For texts that name no offset of their own; an IANA name. */
  zone: string;
  /** Luxon tokens; empty tries the usual formats. */
  fromFormat: string;
}

/** Seconds since 1970 have fewer digits than this until the year 5138, milliseconds since 1973 have more. */
const firstMilliseconds = 1e11;

/**
 * A date from ISO 8601, `yyyy/MM/dd`, SQL, mail and HTTP headers, or Unix time as number or text (seconds or
 * milliseconds, by size). A text's own offset is kept. Throws `parameter-invalid`.
 */
export function readDate(
  value: JsonValue | undefined,
  parameter: string,
  reading: DateReading,
): Luxon.DateTime {
  const { luxon, zone, fromFormat } = reading;
  const { DateTime } = luxon;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') throw wrong(parameter, 'holds no date');
  const date =
    fromFormat === ''
      ? usualFormats(text.trim(), DateTime, zone)
      : DateTime.fromFormat(text, fromFormat, { zone, setZone: true });
  if (date?.isValid) return date;
  const hint =
    fromFormat === '' ? 'give its format in "fromFormat"' : `it does not fit the format "${fromFormat}"`;
  throw wrong(
    parameter,
    `holds a date that is not understood: ${JSON.stringify(text.slice(0, 60))}; ${hint}`,
  );
}

function usualFormats(
  text: string,
  DateTime: typeof Luxon.DateTime,
  zone: string,
): Luxon.DateTime | undefined {
  if (/^-?\d+(?:\.\d+)?$/u.test(text) && !/^\d{4}$/u.test(text)) {
    const number = Number(text);
    return Math.abs(number) < firstMilliseconds
      ? DateTime.fromSeconds(number, { zone })
      : DateTime.fromMillis(Math.trunc(number), { zone });
  }
  const options = { zone, setZone: true };
  const readers = [
    () => DateTime.fromISO(text, options),
    () => DateTime.fromSQL(text, options),
    () =>
      DateTime.fromISO(text.replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})/u, isoDate).replace(' ', 'T'), options),
    () => DateTime.fromRFC2822(text, options),
    () => DateTime.fromHTTP(text, options),
  ];
  return readers.map((read) => read()).find((date) => date.isValid);
}

function isoDate(_all: string, year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
