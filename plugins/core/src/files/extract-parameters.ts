import { field, type Parameters } from '@patchbay/plugin-sdk';
import { encodingOptions } from './encodings.js';

const rows = { show: { operation: ['csv', 'xlsx'] } } as const;
const csv = { show: { operation: ['csv'] } } as const;
const xlsx = { show: { operation: ['xlsx'] } } as const;
const onlyText = { show: { operation: ['text', 'base64'] } } as const;

export const extractParameters = {
  operation: field.options({
    displayName: 'Read',
    options: [
      { value: 'csv', name: 'CSV' },
      { value: 'xlsx', name: 'XLSX' },
      { value: 'json', name: 'JSON' },
      { value: 'text', name: 'Text' },
      { value: 'base64', name: 'Any file, as base64' },
    ],
    default: 'csv',
  }),
  inputField: field.text({ displayName: 'File', description: 'Its name in the item', default: 'data' }),
  outputField: field.text({ displayName: 'To field', default: 'data', displayOptions: onlyText }),
  encoding: field.options({
    displayName: 'Encoding',
    description: 'Of the text in the file',
    options: [{ value: 'auto', name: 'UTF-8, or UTF-16 where it says so' }, ...encodingOptions],
    default: 'auto',
    displayOptions: { show: { operation: ['csv', 'json', 'text'] } },
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
    displayOptions: xlsx,
  }),
  sheetName: field.text({
    displayName: 'Sheet',
    description: 'Empty: the first one',
    displayOptions: xlsx,
  }),
  range: field.text({
    displayName: 'Range',
    description: 'Such as A2:D20, B:D or 2:20, with the row of the names; empty: all of the sheet',
    displayOptions: xlsx,
  }),
  rawData: field.boolean({
    displayName: 'Dates stay numbers',
    description: 'Of days, as the file holds them; off, they become texts such as 2024-03-01T12:30:00',
    default: true,
    displayOptions: xlsx,
  }),
  readAsString: field.boolean({
    displayName: 'All values as texts',
    description: 'Numbers with all the digits that the file holds',
    default: false,
    displayOptions: xlsx,
  }),
};

export type Given = Parameters<typeof extractParameters>;
