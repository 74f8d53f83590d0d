import { defineNode, type FileFacts, type Item, type JsonValue, mainPin } from '@patchbay/plugin-sdk';
import { createCsv } from '../csv/create.js';
import { convertParameters, type Given } from '../files/convert-parameters.js';
import { htmlTable } from '../files/html-table.js';
import { icons } from '../icons.js';
import { nameList, wrong } from '../values/lists.js';
import { readPath } from '../values/paths.js';
import { createXlsx } from '../xlsx/create.js';

type Rows = readonly (readonly (JsonValue | undefined)[])[];

export const convertToFile = defineNode({
  type: 'convertToFile',
  version: 1,
  displayName: 'Convert to File',
  description: 'Makes a CSV, XLSX, JSON, text, HTML or any other file of the items',
  icon: icons.convertToFile,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters: convertParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, parameters: given, files }): Promise<readonly Item[]> {
    const first = given();
    const isEach =
      first.operation === 'text' ||
      first.operation === 'binary' ||
      (first.operation === 'json' && first.mode === 'eachItem');
    const groups = isEach
      ? items.map((item, index) => ({ items: [item], given: given(index), index }))
      : [{ items, given: first }];
    const made: Item[] = [];
    for (const group of groups) {
      const file = await files.write(pieces(group.items, group.given), factsOf(group.given));
      const origin = 'index' in group ? { item: group.index } : items.map((_, item) => ({ item }));
      made.push({ json: {}, binary: { [group.given.outputField]: file }, pairedItem: origin });
    }
    return made;
  },
});

const kinds = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  text: 'text/plain',
  html: 'text/html',
} as const;
const endings: Readonly<Record<string, string>> = { text: 'txt', binary: 'bin' };

function factsOf({ operation, fileName, mimeType }: Given): FileFacts {
  return {
    mimeType: operation === 'binary' ? mimeType : kinds[operation],
    fileName: fileName || `file.${endings[operation] ?? operation}`,
  };
}

/** In pieces of some rows, so that a million of them are never one text. */
function* pieces(items: readonly Item[], given: Given): Generator<Buffer> {
  if (given.byteOrderMark && (given.operation === 'csv' || given.operation === 'text'))
    yield Buffer.from('\ufeff');
  if (given.operation === 'json') yield* jsonPieces(items, given);
  else if (given.operation === 'text') yield Buffer.from(textOf(items[0], given.sourceField));
  else if (given.operation === 'binary') yield bytesOf(items[0], given.sourceField);
  else yield* tablePieces(items, given);
}

const rowsAtOnce = 1_000;

function* jsonPieces(items: readonly Item[], { mode, indent }: Given): Generator<Buffer> {
  const spaces = indent ? 2 : undefined;
  if (mode === 'eachItem') {
    yield Buffer.from(JSON.stringify(items[0]?.json ?? {}, undefined, spaces));
    return;
  }
  const gap = indent ? ',\n' : ',';
  for (let at = 0; at < items.length; at += rowsAtOnce) {
    const texts = items.slice(at, at + rowsAtOnce).map(({ json }) => JSON.stringify(json, undefined, spaces));
    yield Buffer.from(`${at === 0 ? '[' : gap}${texts.join(gap)}`);
  }
  yield Buffer.from(items.length === 0 ? '[]' : ']');
}

function* tablePieces(items: readonly Item[], given: Given): Generator<Buffer> {
  const named = nameList(given.columns, 'columns');
  const columns = named.length > 0 ? named : [...new Set(items.flatMap(({ json }) => Object.keys(json)))];
  const rowOf = ({ json }: Item) => columns.map((name) => readPath(json, name));
  const head = given.header ? [columns] : [];
  if (given.operation === 'xlsx') {
    yield* createXlsx(rowsOf(head, items, rowOf), sheetNameOf(given.sheetName));
    return;
  }
  const write = given.operation === 'csv' ? csvOf(given) : htmlTable(given.header);
  yield Buffer.from(write.begin(head));
  for (let at = 0; at < items.length; at += rowsAtOnce)
    yield Buffer.from(write.rows(items.slice(at, at + rowsAtOnce).map(rowOf)));
  yield Buffer.from(write.end);
}

/** One at a time, so that the rows are never there beside the items. */
function* rowsOf(
  head: Rows,
  items: readonly Item[],
  rowOf: (item: Item) => Rows[number],
): Generator<Rows[number]> {
  yield* head;
  for (const item of items) yield rowOf(item);
}

function csvOf({ delimiter: given, escapeFormulas }: Given) {
  const delimiter = given === '\\t' ? '\t' : given;
  if (delimiter.length !== 1 || /["\r\n]/u.test(delimiter)) throw wrong('delimiter', 'must be one character');
  const rows = (records: Rows) => createCsv(records, { delimiter, quote: '"', escapeFormulas });
  return { begin: rows, rows, end: '' };
}

function textOf(item: Item | undefined, name: string): string {
  const value = readPath(item?.json ?? {}, name);
  if (typeof value === 'string') return value;
  if (value === undefined) throw wrong('sourceField', `names "${name}", which an item does not have`);
  return JSON.stringify(value);
}

function bytesOf(item: Item | undefined, name: string): Buffer {
  // As in a data: URL, or alone.
  const text = textOf(item, name).replace(/^data:[^,]*;base64,/u, '');
  // What is no base64 is left out by the decoder, and the file would be another one.
  if (!/^[\w+/\s-]*={0,2}\s*$/u.test(text)) throw wrong('sourceField', `names "${name}", which is no base64`);
  return Buffer.from(text, 'base64');
}

/** As spreadsheets want it. */
function sheetNameOf(name: string): string {
  if (name.length >= 1 && name.length <= 31 && !/[\\/?*[\]:]/u.test(name)) return name;
  throw wrong('sheetName', 'must have 1 to 31 characters and none of \\ / ? * [ ] :');
}
