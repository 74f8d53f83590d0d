import type * as Luxon from 'luxon';
import type { JsonValue, Parameters } from '@patchbay/plugin-sdk';
import { nameList, wrong } from '../values/lists.js';
import { define } from '../values/paths.js';
import type { dateTimeParameters } from './parameters.js';
import { type DateReading, readDate } from './read-date.js';

type Given = Parameters<typeof dateTimeParameters>;

/** What an operation gives and the field it goes to unless another one is named. */
interface Operation {
  field: string;
  compute: (given: Given, reading: DateReading) => JsonValue;
}

export const operations: Readonly<Record<Given['operation'], Operation>> = {
  getCurrentDate: {
    field: 'currentDate',
    compute(given, { luxon, zone }) {
      const now = luxon.DateTime.now().setZone(zone);
      return iso(given.includeTime ? now : now.startOf('day'));
    },
  },
  addToDate: {
    field: 'newDate',
    compute: (given, reading) => iso(dateOf(given, reading).plus({ [given.timeUnit]: given.duration })),
  },
  subtractFromDate: {
    field: 'newDate',
    compute: (given, reading) => iso(dateOf(given, reading).minus({ [given.timeUnit]: given.duration })),
  },
  formatDate: {
    field: 'formattedDate',
    compute(given, reading) {
      // Nothing stays nothing, so that a list with gaps can be formatted.
      if (given.date === undefined || given.date === null || given.date === '') return null;
      return dateOf(given, reading).toFormat(given.format, { locale: given.locale });
    },
  },
  extractDate: {
    field: 'datePart',
    compute: (given, reading) => partOf(dateOf(given, reading), given.part),
  },
  roundDate: {
    field: 'roundedDate',
    compute(given, reading) {
      const date = dateOf(given, reading);
      const floor = date.startOf(given.toNearest);
      const isUp = given.mode === 'roundUp' && floor.toMillis() !== date.toMillis();
      return iso(isUp ? floor.plus({ [given.toNearest]: 1 }) : floor);
    },
  },
  getTimeBetweenDates: { field: 'timeDifference', compute: timeBetween },
};

function dateOf(given: Given, reading: DateReading): Luxon.DateTime {
  const date = readDate(given.date, 'date', reading);
  return given.timeZone === '' ? date : date.setZone(reading.zone);
}

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;

function timeBetween(given: Given, reading: DateReading): JsonValue {
  const named = nameList(given.units, 'units').map((name) => name.replace(/s$/u, ''));
  const unknown = named.find((name) => !units.some((unit) => unit === name));
  if (unknown !== undefined || named.length === 0)
    throw wrong('units', `must be a list of ${units.join(', ')}`);
  const start = readDate(given.startDate, 'startDate', reading);
  const difference = readDate(given.endDate, 'endDate', reading).diff(
    start,
    units.filter((unit) => named.includes(unit)),
  );
  if (given.isoString) return difference.toISO() ?? '';
  const counts: Readonly<Record<string, number | undefined>> = { ...difference.toObject() };
  return Object.entries(counts).reduce((json, [unit, count]) => define(json, unit, count ?? 0), {});
}

function partOf(date: Luxon.DateTime, part: Given['part']): number {
  return part === 'week' ? date.weekNumber : date[part];
}

function iso(date: Luxon.DateTime): string {
  // Years far away have no form in ISO 8601, and Luxon makes such dates invalid.
  const text = date.toISO();
  if (text === null) throw wrong('date', 'leads to a date that does not exist');
  return text;
}
