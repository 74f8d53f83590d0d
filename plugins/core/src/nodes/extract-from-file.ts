import {
  defineNode,
  field,
  type Item,
  type JsonObject,
  type JsonValue,
  mainPin,
  type Parameters,
  PatchbayError,
} from '@patchbay/plugin-sdk';
import { parseCsv } from '../csv/parse.js';
import { objectsOf } from '../csv/records.js';
import { fileOf } from '../files/reference.js';
import { icons } from '../icons.js';
import { asObjects, wrong } from '../values/lists.js';
import { parsedJson } from '../values/parsed-json.js';
import { define } from '../values/paths.js';
import { readXlsx } from '../xlsx/read.js';

const rows = { show: { operation: ['csv', 'xlsx'] } } as const;
const onlyText = { show: { operation: ['text', 'base64'] } } as const;

const parameters = {
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
  header: field.boolean({
    displayName: 'The first row holds the names',
    default: true,
    displayOptions: rows,
  }),
  delimiter: field.text({
    displayName: 'Delimiter',
    default: ',',
    displayOptions: { show: { operation: ['csv'] } },
  }),
  allowUneven: field.boolean({
    displayName: 'Lines may have different numbers of fields',
    default: false,
    displayOptions: { show: { operation: ['csv'] } },
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
    displayOptions: { show: { operation: ['xlsx'] } },
  }),
  sheetName: field.text({
    displayName: 'Sheet',
    description: 'Empty: the first one',
    displayOptions: { show: { operation: ['xlsx'] } },
  }),
};
type Given = Parameters<typeof parameters>;

/** What one file may hold once it is read: items take several times as much. */
const maxBytes = 64 * 1024 * 1024;

export const extractFromFile = defineNode({
  type: 'extractFromFile',
  version: 1,
  displayName: 'Extract from File',
  description: 'Reads the items of a CSV, XLSX or JSON file, or the text of any',
  icon: icons.extractFromFile,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, allParameters, files }): Promise<readonly Item[]> {
    const found: Item[] = [];
    for (const [item, given] of allParameters().entries()) {
      const bytes = Buffer.from(
        await files.bytes(fileOf(items[item], given.inputField, 'inputField'), maxBytes),
      );
      for (const json of contentOf(bytes, given)) found.push({ json, pairedItem: { item } });
    }
    return found;
  },
});

function contentOf(bytes: Buffer, given: Given): JsonObject[] {
  switch (given.operation) {
    case 'base64':
      return [define({}, given.outputField, bytes.toString('base64'))];
    case 'text':
      return [define({}, given.outputField, textOf(bytes))];
    case 'json':
      return jsonOf(textOf(bytes));
    case 'xlsx':
      return sheetOf(chosen(readXlsx(bytes, { sheetName: given.sheetName, maxBytes }), given), given);
    case 'csv':
      return objectsOf(
        chosen(
          parseCsv(textOf(bytes), {
            delimiter: given.delimiter === '\\t' ? '\t' : given.delimiter,
            quote: '"',
          }),
          given,
        ),
        given.header,
        given.allowUneven,
      );
  }
}

function chosen<Row>(all: readonly Row[], { skipRows, maxRows = Infinity, header }: Given): Row[] {
  return all.slice(skipRows, skipRows + maxRows + (header ? 1 : 0));
}

/** UTF-8, or UTF-16 when it says so. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  return bytes.toString('utf8').replace(/^\ufeff/u, '');
}

function jsonOf(text: string): JsonObject[] {
  const value = parsedJson(text);
  if (value === undefined)
    throw new PatchbayError('step-failed', `The file holds ${text.length} characters that are no JSON.`);
  return asObjects(value);
}

function nameOf(cell: JsonValue | undefined): string | undefined {
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? `${cell}`
    : undefined;
}

/** Empty cells are left out unless somebody wants them, and so are empty rows. */
function sheetOf(
  rows: readonly JsonValue[][],
  { header: hasHeader, includeEmptyCells }: Given,
): JsonObject[] {
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const first = hasHeader ? (rows[0] ?? []) : [];
  const names = Array.from({ length: widest }, (_, index) => nameOf(first[index]) ?? `column${index + 1}`);
  if (new Set(names).size < names.length)
    throw wrong('header', 'is on, but two columns of the sheet have the same name');
  return rows.slice(hasHeader ? 1 : 0).flatMap((row) => {
    const cells = row.flatMap((value, index) =>
      value === null ? [] : [[names[index] ?? '', value] as const],
    );
    if (cells.length === 0) return [];
    const empty = includeEmptyCells ? names.map((name) => [name, ''] as const) : [];
    return [Object.fromEntries([...empty, ...cells])];
  });
}
