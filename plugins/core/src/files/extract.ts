import { type FileStore, type Item, type JsonObject, PatchbayError } from '@patchbay/plugin-sdk';
import { delimiterOf } from '../csv/delimiter.js';
import { CsvReader } from '../csv/reader.js';
import { CsvObjects } from '../csv/records.js';
import { asObjects } from '../values/lists.js';
import { readRtf } from '../rtf/read.js';
import { checkWhole } from '../values/numbers.js';
import { parsedJson } from '../values/parsed-json.js';
import { define } from '../values/paths.js';
import { entriesIn, mostBytes, pdfIn, rowsIn, xmlIn } from './contents.js';
import { decoded, type ReadableEncoding } from './encodings.js';
import type { Given } from './extract-parameters.js';
import { fileOf } from './reference.js';
import { sheetObjects } from './sheet-objects.js';

/** What a file of an item holds, in batches; of CSV no more than one of them is in memory. */
export async function* contentsOf(
  files: FileStore,
  item: Item | undefined,
  given: Given,
  signal: AbortSignal,
): AsyncGenerator<JsonObject[]> {
  const file = fileOf(item, given.inputField, 'inputField');
  if (given.operation === 'csv') {
    yield* csvObjects(() => files.read(file), given);
    return;
  }
  const { buffer, byteOffset, byteLength } = await files.bytes(file, mostBytes(given.operation));
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const text = () => textOf(bytes, given.encoding);
  switch (given.operation) {
    case 'base64':
      yield [define({}, given.outputField, bytes.toString('base64'))];
      return;
    case 'text':
      yield [define({}, given.outputField, await text())];
      return;
    case 'json':
      yield jsonOf(await text());
      return;
    case 'rtfText':
      yield [define({}, given.outputField, (await readRtf(bytes)).text)];
      return;
    case 'pdf':
      yield [await pdfIn(bytes, given, signal)];
      return;
    case 'ics':
      yield await entriesIn(await text(), given);
      return;
    case 'xml':
      yield [await xmlIn(await text())];
      return;
    default: {
      const rows = await rowsIn(given.operation, bytes, given, { text, signal });
      yield* sheetObjects(new Chosen(given).of(rows), given);
    }
  }
}

async function* csvObjects(
  open: () => AsyncIterable<Uint8Array>,
  given: Given,
): AsyncGenerator<JsonObject[]> {
  const { relaxQuotes, fromLine, skipEmptyLines, header, allowUneven, skipErrors } = given;
  checkWhole(fromLine, 1, 'fromLine');
  checkWhole(skipErrors, 0, 'skipErrors');
  const delimiter = delimiterOf(given.delimiter);
  const keepEmptyLines = !skipEmptyLines;
  const reader = new CsvReader({ delimiter, quote: '"', relaxQuotes, fromLine, keepEmptyLines });
  const objects = new CsvObjects(header, allowUneven, skipErrors);
  const chosen = new Chosen(given);
  for await (const text of decoded(open, given.encoding)) {
    const records = chosen.of(reader.push(text));
    if (records.length > 0) yield objects.of(records);
    // The rest of the file is not even read.
    if (chosen.hasAll) return;
  }
  const records = chosen.of(reader.end());
  if (records.length > 0) yield objects.of(records);
}

/** The rows that are wanted of all, which come in pieces. */
class Chosen {
  #toSkip: number;
  #left: number;

  constructor({ skipRows, maxRows, header }: Given) {
    checkWhole(skipRows, 0, 'skipRows');
    if (maxRows !== undefined) checkWhole(maxRows, 1, 'maxRows');
    this.#toSkip = skipRows;
    this.#left = (maxRows ?? Infinity) + (header ? 1 : 0);
  }

  get hasAll(): boolean {
    return this.#left === 0;
  }

  of<Row>(rows: readonly Row[]): Row[] {
    const chosen = rows.slice(this.#toSkip, this.#toSkip + this.#left);
    this.#toSkip -= Math.min(this.#toSkip, rows.length);
    this.#left -= chosen.length;
    return chosen;
  }
}

async function textOf(bytes: Uint8Array, encoding: ReadableEncoding): Promise<string> {
  let text = '';
  for await (const piece of decoded(() => [bytes], encoding)) text += piece;
  return text;
}

function jsonOf(text: string): JsonObject[] {
  const value = parsedJson(text);
  if (value === undefined)
    throw new PatchbayError('step-failed', `The file holds ${text.length} characters that are no JSON.`);
  return asObjects(value);
}
