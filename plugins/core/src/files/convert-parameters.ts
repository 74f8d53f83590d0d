import { field, type Parameters } from '@patchbay/plugin-sdk';
import { eventParameters } from '../ics/parameters.js';
import { encodingOptions } from './encodings.js';

const table = { show: { operation: ['csv', 'xlsx', 'xls', 'ods', 'html', 'rtf'] } } as const;

export const convertParameters = {
  operation: field.options({
    displayName: 'Make',
    options: [
      { value: 'csv', name: 'CSV' },
      { value: 'xlsx', name: 'XLSX' },
      { value: 'xls', name: 'XLS' },
      { value: 'ods', name: 'ODS' },
      { value: 'json', name: 'JSON' },
      { value: 'text', name: 'Text' },
      { value: 'html', name: 'HTML table' },
      { value: 'rtf', name: 'RTF table' },
      { value: 'ics', name: 'iCalendar (ICS)' },
      { value: 'binary', name: 'Any file, of base64' },
    ],
    default: 'csv',
  }),
  outputField: field.text({ displayName: 'Put the file under', default: 'data' }),
  fileName: field.text({ displayName: 'File name', placeholder: 'orders.csv' }),
  columns: field.json({
    displayName: 'Columns',
    description: 'Fields, as a list or with commas; empty means every field of the items',
    default: [],
    displayOptions: table,
  }),
  header: field.boolean({
    displayName: 'The first row holds the names',
    default: true,
    displayOptions: table,
  }),
  delimiter: field.text({
    displayName: 'Delimiter',
    description: 'One character or several; \\t is a tab',
    default: ',',
    displayOptions: { show: { operation: ['csv'] } },
  }),
  encoding: field.options({
    displayName: 'Encoding',
    options: encodingOptions,
    default: 'utf-8',
    displayOptions: { show: { operation: ['csv', 'json', 'text'] } },
  }),
  byteOrderMark: field.boolean({
    displayName: 'With a byte order mark',
    description: 'Some spreadsheets need it to read UTF-8 and UTF-16',
    default: false,
    displayOptions: { show: { operation: ['csv', 'text'] } },
  }),
  escapeFormulas: field.boolean({
    displayName: 'Make formulas harmless',
    description: "Puts ' before texts that a spreadsheet would execute, such as =1+1",
    default: true,
    displayOptions: { show: { operation: ['csv'] } },
  }),
  sheetName: field.text({
    displayName: 'Sheet',
    default: 'Sheet',
    displayOptions: { show: { operation: ['xlsx', 'xls', 'ods'] } },
  }),
  mode: field.options({
    displayName: 'File',
    options: [
      { value: 'allItems', name: 'One with all items' },
      { value: 'eachItem', name: 'One for each item' },
    ],
    default: 'allItems',
    displayOptions: { show: { operation: ['json'] } },
  }),
  indent: field.boolean({
    displayName: 'With line breaks',
    default: false,
    displayOptions: { show: { operation: ['json'] } },
  }),
  sourceField: field.text({
    displayName: 'From field',
    description: 'Holds the text',
    default: 'data',
    displayOptions: { show: { operation: ['text', 'binary'] } },
  }),
  mimeType: field.text({
    displayName: 'Type',
    placeholder: 'image/png',
    default: 'application/octet-stream',
    displayOptions: { show: { operation: ['binary'] } },
  }),
  ...eventParameters,
};

export type Given = Parameters<typeof convertParameters>;
