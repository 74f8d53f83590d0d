import type { DateTime as Luxon } from 'luxon';
import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import type { IcsLine } from './lines.js';

export type Luxons = typeof Luxon;

/** A text as it was before it was written into a line. */
export function textOf({ value }: IcsLine): string {
  return value.replace(/\\([nN;,\\:"])/gu, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}

/** Texts with commas between them. */
export function textsOf(line: IcsLine): string[] {
  const parts = line.value.match(/(?:\\[^]|[^\\,])+/gu) ?? [];
  return parts.map((value) => textOf({ ...line, value }).trim());
}

export interface Moment {
  /** ISO 8601: a day, a time with its offset, or without one where it is that of whoever reads it. */
  text: string;
  isDay: boolean;
  zone: string | undefined;
}

/** Undefined for what is no date. */
export function momentOf({ value, parameters }: IcsLine, luxon: Luxons): Moment | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/u.exec(value.trim());
  if (!found) return undefined;
  const [, year, month, day, hours, minutes, seconds, utc] = found;
  const date = `${year}-${month}-${day}`;
  if (hours === undefined) return { text: date, isDay: true, zone: undefined };
  const local = `${date}T${hours}:${minutes}:${seconds}`;
  if (utc === 'Z') return { text: `${local}.000Z`, isDay: false, zone: undefined };
  const zone = parameters.get('TZID');
  const there = zone === undefined ? undefined : luxon.fromISO(local, { zone });
  // A zone that the calendar itself describes, such as "W. Europe Standard Time", is not ours to guess.
  return { text: there?.isValid ? there.toISO() : local, isDay: false, zone };
}

/** Who takes part, or invites. */
export function personOf({ value, parameters }: IcsLine): JsonObject {
  const person: JsonObject = {};
  const add = (name: string, given: JsonValue | undefined) => {
    if (given !== undefined && given !== '') person[name] = given;
  };
  add('name', parameters.get('CN'));
  add('email', value.trim().replace(/^mailto:/iu, ''));
  add('role', parameters.get('ROLE'));
  add('status', parameters.get('PARTSTAT'));
  const rsvp = parameters.get('RSVP');
  add('rsvp', rsvp === undefined ? undefined : rsvp.toUpperCase() === 'TRUE');
  return person;
}

export function placeOf({ value }: IcsLine): JsonObject | undefined {
  const [latitude = NaN, longitude = NaN] = value.split(';').map(Number);
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : undefined;
}
