import { field } from '@patchbay/plugin-sdk';

const show = <const T extends string>(...operation: T[]) => ({ show: { operation } });
const adding = show('addToDate', 'subtractFromDate');
const between = show('getTimeBetweenDates');
const rounding = show('roundDate');
const roundTo = [
  { value: 'year', name: 'Year' },
  { value: 'month', name: 'Month' },
  { value: 'week', name: 'Week' },
  { value: 'day', name: 'Day' },
  { value: 'hour', name: 'Hour' },
  { value: 'minute', name: 'Minute' },
  { value: 'second', name: 'Second' },
] as const;

export const dateTimeParameters = {
  operation: field.options({
    displayName: 'Operation',
    options: [
      { value: 'getCurrentDate', name: 'Current date' },
      { value: 'addToDate', name: 'Add to a date' },
      { value: 'subtractFromDate', name: 'Subtract from a date' },
      { value: 'formatDate', name: 'Format a date' },
      { value: 'extractDate', name: 'Part of a date' },
      { value: 'roundDate', name: 'Round a date' },
      { value: 'getTimeBetweenDates', name: 'Time between dates' },
    ],
    default: 'getCurrentDate',
  }),
  date: field.json({
    displayName: 'Date',
    description: 'ISO 8601 or Unix time; a text without an offset is in the time zone',
    displayOptions: { hide: { operation: ['getCurrentDate', 'getTimeBetweenDates'] } },
  }),
  duration: field.number({ displayName: 'Duration', default: 0, displayOptions: adding }),
  timeUnit: field.options({
    displayName: 'Unit',
    options: [
      { value: 'years', name: 'Years' },
      { value: 'quarters', name: 'Quarters' },
      { value: 'months', name: 'Months' },
      { value: 'weeks', name: 'Weeks' },
      { value: 'days', name: 'Days' },
      { value: 'hours', name: 'Hours' },
      { value: 'minutes', name: 'Minutes' },
      { value: 'seconds', name: 'Seconds' },
      { value: 'milliseconds', name: 'Milliseconds' },
    ],
    default: 'days',
    displayOptions: adding,
  }),
  format: field.text({
    displayName: 'Format',
    description: 'Tokens of Luxon, such as yyyy-MM-dd HH:mm',
    default: 'yyyy-MM-dd',
    displayOptions: show('formatDate'),
  }),
  locale: field.text({
    displayName: 'Language of names',
    default: 'en',
    displayOptions: show('formatDate'),
  }),
  part: field.options({
    displayName: 'Part',
    options: roundTo,
    default: 'month',
    displayOptions: show('extractDate'),
  }),
  mode: field.options({
    displayName: 'Round',
    options: [
      { value: 'roundDown', name: 'Down' },
      { value: 'roundUp', name: 'Up' },
    ],
    default: 'roundDown',
    displayOptions: rounding,
  }),
  toNearest: field.options({
    displayName: 'To',
    options: roundTo,
    default: 'month',
    displayOptions: rounding,
  }),
  startDate: field.json({ displayName: 'Start', displayOptions: between }),
  endDate: field.json({ displayName: 'End', displayOptions: between }),
  units: field.json({
    displayName: 'Units',
    description: 'A list of year, month, week, day, hour, minute, second, millisecond',
    default: ['day'],
    displayOptions: between,
  }),
  isoString: field.boolean({ displayName: 'As an ISO duration', default: false, displayOptions: between }),
  includeTime: field.boolean({
    displayName: 'With the time',
    default: true,
    displayOptions: show('getCurrentDate'),
  }),
  fromFormat: field.text({
    displayName: 'Format of the given date',
    description: 'Tokens of Luxon; empty understands the usual formats',
    default: '',
    displayOptions: { hide: { operation: ['getCurrentDate'] } },
  }),
  timeZone: field.text({
    displayName: 'Time zone',
    description: 'An IANA name; empty is that of the pattern, and dates keep the offset they have',
    default: '',
  }),
  outputFieldName: field.text({ displayName: 'Into the field', default: '' }),
  includeInputFields: field.boolean({ displayName: 'Keep the other fields', default: false }),
};
