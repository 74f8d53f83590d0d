import { field, type Parameters } from '@patchbay/plugin-sdk';
import { encodingOptions } from './encodings.js';

const rows = { show: { operation: ['csv', 'xlsx', 'xls', 'ods', 'html', 'rtf'] } } as const;
const csv = { show: { operation: ['csv'] } } as const;
const sheets = { show: { operation: ['xlsx', 'xls', 'ods'] } } as const;
const cells = { show: { operation: ['xlsx', 'xls', 'ods', 'html'] } } as const;
const pdf = { show: { operation: ['pdf'] } } as const;
const oneField = { show: { operation: ['text', 'base64', 'rtfText', 'ics'] } } as const;

export const extractParameters = {
  operation: field.options({
    displayName: 'Read',
    options: [
      { value: 'csv', name: 'CSV' },
      { value: 'xlsx', name: 'XLSX' },
      { value: 'xls', name: 'XLS' },
      { value: 'ods', name: 'ODS' },
      { value: 'json', name: 'JSON' },
      { value: 'text', name: 'Text' },
      { value: 'pdf', name: 'PDF' },
      { value: 'html', name: 'HTML table' },
      { value: 'rtf', name: 'RTF table' },
      { value: 'rtfText', name: 'RTF as text' },
      { value: 'ics', name: 'iCalendar (ICS)' },
      { value: 'xml', name: 'XML' },
      { value: 'base64', name: 'Any file, as base64' },
    ],
    default: 'csv',
  }),
  inputField: field.text({ displayName: 'File', description: 'Its name in the item', default: 'data' }),
  outputField: field.text({ displayName: 'To field', default: 'data', displayOptions: oneField }),
  keepSource: field.options({
    displayName: 'Keep of the item',
    options: [
      { value: 'nothing', name: 'Nothing' },
      { value: 'json', name: 'Its fields' },
      { value: 'binary', name: 'Its files' },
      { value: 'both', name: 'Both' },
    ],
    default: 'nothing',
  }),
  calendarEntries: field.options({
    displayName: 'Events',
    options: [
      { value: 'byId', name: 'All in one item, by their ids' },
      { value: 'each', name: 'One item for each' },
    ],
    default: 'byId',
    displayOptions: { show: { operation: ['ics'] } },
  }),
  tableNumber: field.number({
    displayName: 'Which table',
    description: 'Of the page, from 1',
    default: 1,
    min: 1,
    integer: true,
    displayOptions: { show: { operation: ['html'] } },
  }),
  joinPages: field.boolean({
    displayName: 'All pages as one text',
    description: 'Off, the text is a list with one text for each page',
    default: true,
    displayOptions: pdf,
  }),
  maxPages: field.number({
    displayName: 'At most so many pages',
    min: 1,
    integer: true,
    displayOptions: pdf,
  }),
  password: field.text({
    displayName: 'Password',
    description: 'Of a PDF that needs one. Parameters can be read, so name a secret: {{ $secrets.PDF }}',
    default: '',
    displayOptions: pdf,
  }),
  encoding: field.options({
    displayName: 'Encoding',
    description: 'Of the text in the file',
    options: [{ value: 'auto', name: 'UTF-8, or UTF-16 where it says so' }, ...encodingOptions],
    default: 'auto',
    displayOptions: { show: { operation: ['csv', 'json', 'text', 'html', 'ics', 'xml'] } },
  }),
  header: field.boolean({
    displayName: 'The first row holds the names',
    default: true,
    displayOptions: rows,
  }),
  delimiter: field.text({
    displayName: 'Delimiter',
    description: 'One character or several; \\t is a tab',
    default: ',',
    displayOptions: csv,
  }),
  relaxQuotes: field.boolean({
    displayName: 'Take quotes within values as they are',
    description: 'Reads "Tea" house as it stands there instead of failing',
    default: false,
    displayOptions: csv,
  }),
  allowUneven: field.boolean({
    displayName: 'Lines may have different numbers of fields',
    default: false,
    displayOptions: csv,
  }),
  skipErrors: field.number({
    displayName: 'Leave out so many lines with errors',
    description: 'With another number of fields than the first one; more of them fail the step',
    default: 0,
    min: 0,
    integer: true,
    displayOptions: { show: { operation: ['csv'], allowUneven: [false] } },
  }),
  fromLine: field.number({
    displayName: 'From line',
    description: 'What stands before it is not read as CSV',
    default: 1,
    min: 1,
    integer: true,
    displayOptions: csv,
  }),
  skipEmptyLines: field.boolean({
    displayName: 'Leave empty lines out',
    description: 'Off, each is a row with one empty value',
    default: true,
    displayOptions: csv,
  }),
  skipRows: field.number({
    displayName: 'Rows to skip',
    description: 'Before that with the names',
    default: 0,
    min: 0,
    integer: true,
    displayOptions: rows,
  }),
  maxRows: field.number({ displayName: 'At most so many rows', min: 1, integer: true, displayOptions: rows }),
  includeEmptyCells: field.boolean({
    displayName: 'Keep empty cells',
    description: 'As empty texts',
    default: false,
    displayOptions: { show: { operation: ['xlsx', 'xls', 'ods', 'html', 'rtf'] } },
  }),
  sheetName: field.text({
    displayName: 'Sheet',
    description: 'Empty: the first one',
    displayOptions: sheets,
  }),
  range: field.text({
    displayName: 'Range',
    description: 'Such as A2:D20, B:D or 2:20, with the row of the names; empty: all of the sheet',
    displayOptions: sheets,
  }),
  rawData: field.boolean({
    displayName: 'Dates stay numbers',
    description:
      'Of days, as the file holds them; off, they become texts such as 2024-03-01T12:30:00. ODS holds texts',
    default: true,
    displayOptions: sheets,
  }),
  readAsString: field.boolean({
    displayName: 'All values as texts',
    description: 'Numbers with all the digits that the file holds',
    default: false,
    displayOptions: cells,
  }),
};

export type Given = Parameters<typeof extractParameters>;
