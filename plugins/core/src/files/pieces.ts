import type { Item } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { readPath } from '../values/paths.js';
import { inThread } from '../foreign/in-thread.js';
import { writeIcs } from '../ics/write.js';
import { createOds } from '../ods/create.js';
import { createXlsx } from '../xlsx/create.js';
import type { Given } from './convert-parameters.js';
import { encoderOf } from './encodings.js';
import { namedColumns, rowOf, type Rows, tableOf } from './table.js';

export type Batches = Iterable<readonly Item[]> | AsyncIterable<readonly Item[]>;

/** All items in batches, so that a million of them are never one text. */
export function* inBatches(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += rowsAtOnce) yield items.slice(at, at + rowsAtOnce);
}

const rowsAtOnce = 1_000;

/** The bytes of one file of all these items, piece by piece; a table has these columns. */
export async function* piecesOfAll(
  batches: Batches,
  given: Given,
  columns: readonly string[],
): AsyncGenerator<Buffer> {
  // Such a file says itself how it is encoded.
  const isFixed = given.operation === 'html' || given.operation === 'rtf';
  const encode = await encoderOf(isFixed ? 'utf-8' : given.encoding);
  if (given.byteOrderMark && given.operation === 'csv') yield encode('\ufeff');
  const texts = given.operation === 'json' ? jsonTexts(batches, given) : tableTexts(batches, given, columns);
  for await (const text of texts) yield encode(text);
}

/** The bytes of a file of one item. */
export async function* piecesOfOne(
  item: Item | undefined,
  given: Given,
  timeZone: string,
): AsyncGenerator<Buffer> {
  if (given.operation === 'ics') {
    yield Buffer.from(await writeIcs(given, timeZone));
    return;
  }
  if (given.operation === 'binary') {
    yield bytesOf(item, given.sourceField);
    return;
  }
  const encode = await encoderOf(given.encoding);
  if (given.byteOrderMark && given.operation === 'text') yield encode('\ufeff');
  yield encode(
    given.operation === 'json'
      ? JSON.stringify(item?.json ?? {}, undefined, spacesOf(given))
      : textOf(item, given.sourceField),
  );
}

/** A workbook is made of all items, with their rows one at a time, so that these are never there beside the items. */
export async function* sheetPieces(
  items: readonly Item[],
  given: Given,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(items, given);
  const toRow = rowOf(columns);
  function* rows(): Generator<Rows[number]> {
    if (given.header) yield columns;
    for (const item of items) yield toRow(item);
  }
  const sheetName = sheetNameOf(given.sheetName);
  if (given.operation === 'xls')
    yield await inThread('makeXls', { rows: [...rows()].map((row) => [...row]), sheetName }, signal);
  else yield* given.operation === 'ods' ? createOds(rows(), sheetName) : createXlsx(rows(), sheetName);
}

/** The named ones, or all that an item has. */
export function columnsOf(items: readonly Item[], given: Given): string[] {
  const named = namedColumns(given);
  return named.length > 0 ? named : [...new Set(items.flatMap(({ json }) => Object.keys(json)))];
}

async function* jsonTexts(batches: Batches, given: Given): AsyncGenerator<string> {
  const gap = given.indent ? ',\n' : ',';
  let before = '[';
  for await (const items of batches) {
    const texts = items.map(({ json }) => JSON.stringify(json, undefined, spacesOf(given)));
    yield `${before}${texts.join(gap)}`;
    before = gap;
  }
  yield before === '[' ? '[]' : ']';
}

async function* tableTexts(
  batches: Batches,
  given: Given,
  columns: readonly string[],
): AsyncGenerator<string> {
  const [toRow, table] = [rowOf(columns), tableOf(given)];
  yield table.begin(given.header ? [columns] : []);
  for await (const items of batches) yield table.rows(items.map(toRow));
  yield table.end;
}

function spacesOf({ indent }: Given): number | undefined {
  return indent ? 2 : undefined;
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
