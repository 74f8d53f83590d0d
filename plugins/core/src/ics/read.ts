import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { define } from '../values/paths.js';
import { componentsOf, type IcsComponent, type IcsLine } from './lines.js';
import { type Luxons, momentOf, personOf, placeOf, textOf, textsOf } from './values.js';

/** Events, tasks, journal entries and free times of a calendar file, in their order. Throws `parameter-invalid`. */
export async function readIcs(text: string): Promise<JsonObject[]> {
  const { DateTime } = await import('luxon');
  return componentsOf(text)
    .flatMap(({ inner }) => inner)
    .filter(({ name }) => kinds.has(name))
    .map((component) => entryOf(component, DateTime));
}

const kinds = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY']);

/** All entries under their ids; what replaces single times of a repeated one stands in its `recurrences`. */
export function byId(entries: readonly JsonObject[]): JsonObject {
  const all: JsonObject = {};
  const replacing: JsonObject[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.recurrenceId !== undefined) replacing.push(entry);
    else define(all, idOf(entry, index), entry);
  }
  for (const [index, entry] of replacing.entries()) {
    const id = idOf(entry, index);
    const whole = Object.hasOwn(all, id) ? (all[id] as JsonObject) : define(all, id, {})[id];
    if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) continue;
    const known = whole.recurrences;
    whole.recurrences = Array.isArray(known) ? [...known, entry] : [entry];
  }
  return all;
}

function idOf({ uid }: JsonObject, index: number): string {
  return typeof uid === 'string' && uid !== '' ? uid : `entry-${index + 1}`;
}

function entryOf({ name, lines, inner }: IcsComponent, luxon: Luxons): JsonObject {
  const entry: JsonObject = { type: name };
  for (const line of lines) addLine(entry, line, luxon);
  addEnd(entry, luxon);
  const alarms = inner.filter((each) => each.name === 'VALARM').map(alarmOf);
  if (alarms.length > 0) entry.alarms = alarms;
  return entry;
}

const names: Readonly<Record<string, string>> = {
  ...{ DTSTART: 'start', DTEND: 'end', DUE: 'due', DTSTAMP: 'stamp', COMPLETED: 'completed' },
  ...{ CREATED: 'created', 'LAST-MODIFIED': 'lastModified', 'RECURRENCE-ID': 'recurrenceId' },
  ...{ EXDATE: 'exdate', RDATE: 'rdate', ATTENDEE: 'attendees', ORGANIZER: 'organizer' },
  ...{ CATEGORIES: 'categories', RESOURCES: 'resources', GEO: 'geo' },
};
const times = new Set([
  ...['DTSTART', 'DTEND', 'DUE', 'DTSTAMP', 'COMPLETED', 'CREATED', 'LAST-MODIFIED', 'RECURRENCE-ID'],
]);
const numbers = new Set(['SEQUENCE', 'PRIORITY', 'PERCENT-COMPLETE']);
/** Their values are no texts: a backslash in them is one. */
const plain = new Set(['RRULE', 'EXRULE', 'DURATION', 'URL', 'ATTACH', 'FREEBUSY']);

function addLine(entry: JsonObject, line: IcsLine, luxon: Luxons): void {
  const { name, value } = line;
  const key = names[name] ?? name.toLowerCase();
  if (times.has(name)) addTime(entry, key, line, luxon);
  else if (name === 'EXDATE' || name === 'RDATE') append(entry, key, datesOf(line, luxon));
  else if (name === 'ATTENDEE') append(entry, key, [personOf(line)]);
  else if (name === 'CATEGORIES' || name === 'RESOURCES') append(entry, key, textsOf(line));
  else if (name === 'ORGANIZER') define(entry, key, personOf(line));
  else if (name === 'GEO') define(entry, key, placeOf(line) ?? value);
  else if (numbers.has(name)) define(entry, key, Number.isFinite(Number(value)) ? Number(value) : value);
  else addText(entry, key, plain.has(name) ? value.trim() : textOf(line));
}

function addTime(entry: JsonObject, key: string, line: IcsLine, luxon: Luxons): void {
  const moment = momentOf(line, luxon);
  define(entry, key, moment?.text ?? line.value);
  if (key !== 'start' || !moment) return;
  entry.allDay = moment.isDay;
  if (moment.zone !== undefined) entry.timeZone = moment.zone;
}

function datesOf(line: IcsLine, luxon: Luxons): string[] {
  return line.value.split(',').map((value) => momentOf({ ...line, value }, luxon)?.text ?? value);
}

/** A property that comes again makes a list. */
function addText(entry: JsonObject, key: string, text: string): void {
  const known = Object.hasOwn(entry, key) ? entry[key] : undefined;
  if (known === undefined) define(entry, key, text);
  else define(entry, key, Array.isArray(known) ? [...known, text] : [known, text]);
}

function append(entry: JsonObject, key: string, values: readonly JsonValue[]): void {
  const known = entry[key];
  if (Array.isArray(known)) known.push(...values);
  else entry[key] = [...values];
}

/** An event may say how long it is instead of when it ends. */
function addEnd(entry: JsonObject, luxon: Luxons): void {
  const { start, end, duration, allDay } = entry;
  if (typeof start !== 'string' || end !== undefined || typeof duration !== 'string') return;
  const found =
    /^\+?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/u.exec(duration);
  if (!found) return;
  const parts: (string | undefined)[] = found.slice(1);
  const [weeks, days, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0));
  const last = luxon.fromISO(start, { setZone: true }).plus({ weeks, days, hours, minutes, seconds });
  if (!last.isValid) return;
  const isFloating = !/(?:Z|[+-]\d\d:\d\d)$/u.test(start);
  entry.end = allDay === true ? last.toISODate() : last.toISO({ includeOffset: !isFloating });
}

function alarmOf({ lines }: IcsComponent): JsonObject {
  const wanted = new Set(['ACTION', 'TRIGGER', 'DESCRIPTION', 'SUMMARY']);
  return Object.fromEntries(
    lines.filter(({ name }) => wanted.has(name)).map((line) => [line.name.toLowerCase(), textOf(line)]),
  );
}
