import { randomUUID } from 'node:crypto';
import type { DateTime as Luxon } from 'luxon';
import type { JsonObject, JsonValue, Parameters } from '@patchbay/plugin-sdk';
import { objectList, wrong } from '../values/lists.js';
import { checkWhole } from '../values/numbers.js';
import type { eventParameters } from './parameters.js';

type Given = Parameters<typeof eventParameters>;

/** A calendar with one event. `now` and the pattern's zone decide what the parameters leave open. Throws `parameter-invalid`. */
export async function writeIcs(given: Given, zone: string, now = new Date()): Promise<string> {
  const { DateTime } = await import('luxon');
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Patchbay//Patchbay//EN', 'CALSCALE:GREGORIAN'],
    ...texts([['X-WR-CALNAME', given.calendarName]]),
    ...(given.patternTimeZone ? [`X-WR-TIMEZONE:${zone}`] : []),
    'BEGIN:VEVENT',
    `UID:${escaped(given.uid || `${randomUUID()}@patchbay`)}`,
    `DTSTAMP:${utc(DateTime.fromJSDate(now))}`,
    ...timesOf(given, zone, DateTime),
    ...texts([
      ['SUMMARY', given.eventTitle],
      ['DESCRIPTION', given.eventDescription],
      ['LOCATION', given.location],
    ]),
    ...placeOf(given),
    ...(given.eventUrl === '' ? [] : [`URL:${url(given.eventUrl)}`]),
    ...(given.recurrenceRule === '' ? [] : [`RRULE:${rule(given.recurrenceRule)}`]),
    ...organizerOf(given),
    ...objectList(given.attendees, 'attendees').map(attendee),
    `STATUS:${given.eventStatus.toUpperCase()}`,
    `X-MICROSOFT-CDO-BUSYSTATUS:${given.busyStatus.toUpperCase()}`,
    `SEQUENCE:${sequenceOf(given)}`,
    ...['END:VEVENT', 'END:VCALENDAR'],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function timesOf(
  { eventStart, eventEnd, allDay, patternTimeZone }: Given,
  zone: string,
  luxon: typeof Luxon,
): string[] {
  const start = momentIn(eventStart, 'eventStart', zone, luxon);
  const end = eventEnd === '' ? start : momentIn(eventEnd, 'eventEnd', zone, luxon);
  if (end < start) throw wrong('eventEnd', 'is before the start');
  if (allDay) {
    // The end itself is no part of the event.
    const after = end.plus({ days: 1 });
    return [
      `DTSTART;VALUE=DATE:${start.toFormat('yyyyMMdd')}`,
      `DTEND;VALUE=DATE:${after.toFormat('yyyyMMdd')}`,
    ];
  }
  const written = (name: string, moment: Luxon) =>
    patternTimeZone
      ? `${name};TZID=${zone}:${moment.setZone(zone).toFormat("yyyyMMdd'T'HHmmss")}`
      : `${name}:${utc(moment)}`;
  return [written('DTSTART', start), written('DTEND', end)];
}

/** Days are those of the text: with an offset, those there. */
function momentIn(text: string, parameter: string, zone: string, luxon: typeof Luxon): Luxon {
  const moment = luxon.fromISO(text.trim(), { zone, setZone: /[+-]\d\d:?\d\d$/u.test(text.trim()) });
  if (moment.isValid) return moment;
  throw wrong(parameter, 'is no time such as 2030-01-31T09:00');
}

function utc(moment: Luxon): string {
  return moment.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'");
}

function texts(pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.filter(([, value]) => value !== '').map(([name, value]) => `${name}:${escaped(value)}`);
}

function placeOf({ latitude, longitude }: Given): string[] {
  if (latitude === undefined && longitude === undefined) return [];
  if (latitude === undefined || longitude === undefined)
    throw wrong(latitude === undefined ? 'latitude' : 'longitude', 'is missing beside the other one');
  return [`GEO:${latitude};${longitude}`];
}

function organizerOf({ organizerName, organizerEmail }: Given): string[] {
  if (organizerEmail === '' && organizerName === '') return [];
  return [`ORGANIZER${named(organizerName)}:mailto:${email(organizerEmail, 'organizerEmail')}`];
}

function attendee({ name = '', email: address = '', rsvp }: JsonObject): string {
  const answer = rsvp === true ? ';RSVP=TRUE' : ';RSVP=FALSE';
  return `ATTENDEE${named(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION${answer}:mailto:${email(address, 'attendees')}`;
}

/** Quotes and what ends a line cannot be written within a parameter; it would end there, and the rest be another one. */
function named(name: JsonValue): string {
  if (typeof name !== 'string') return '';
  const text = name.replace(/["\s\p{Cc}]+/gu, ' ').trim();
  return text === '' ? '' : `;CN="${text}"`;
}

function email(value: JsonValue, parameter: string): string {
  if (typeof value === 'string' && /^[^\s@<>"\p{Cc}]+@[^\s@<>"\p{Cc}]+$/u.test(value)) return value;
  throw wrong(parameter, 'holds no e-mail address, or one that cannot be written');
}

function url(text: string): string {
  if (URL.canParse(text)) return new URL(text).href;
  throw wrong('eventUrl', 'is no URL');
}

function rule(text: string): string {
  const given = text
    .trim()
    .replace(/^RRULE:/iu, '')
    .toUpperCase();
  if (/^(?=.*FREQ=)[A-Z0-9=;,:+-]+$/u.test(given)) return given;
  throw wrong('recurrenceRule', 'is no rule such as FREQ=WEEKLY;BYDAY=MO');
}

function sequenceOf({ sequence }: Given): number {
  checkWhole(sequence, 0, 'sequence');
  return sequence;
}

/** A line end of the data would begin a property of its own. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/gu, (sign) => `\\${sign}`)
    .replace(/\r\n|\n|\r/gu, '\\n')
    .replace(/[^\P{Cc}\t]/gu, '');
}

/** Lines of at most 75 bytes; what is longer goes on behind a blank. */
function folded(line: string): string {
  let [text, bytes] = ['', 0];
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (bytes + length > 74) {
      text += '\r\n ';
      bytes = 1;
    }
    text += character;
    bytes += length;
  }
  return text;
}
