import { type JsonObject, type JsonValue } from '@patchbay/plugin-sdk';
import { inThread } from '../foreign/in-thread.js';
import { readHtmlTable } from '../html/tables.js';
import { byId, readIcs } from '../ics/read.js';
import { readOds } from '../ods/read.js';
import { readRtf } from '../rtf/read.js';
import { checkWhole } from '../values/numbers.js';
import { define } from '../values/paths.js';
import { parseRange } from '../xlsx/range.js';
import { readXlsx } from '../xlsx/read.js';
import { readXml } from '../xml/read.js';
import type { Given } from './extract-parameters.js';

/** The kinds of files that hold rows, and are read as a whole. */
export type RowsKind = 'xlsx' | 'xls' | 'ods' | 'html' | 'rtf';

/** What a file that is read as a whole may hold: items take several times as much. */
export const maxBytes = 64 * 1024 * 1024;
/** The tree that is made of a page takes many times as much, and so does a PDF. */
const maxTreeBytes = 16 * 1024 * 1024;
const maxPdfBytes = 32 * 1024 * 1024;

/** Bytes that a file of this kind may have. */
export function mostBytes(operation: Given['operation']): number {
  if (operation === 'html' || operation === 'xml') return maxTreeBytes;
  return operation === 'pdf' || operation === 'xls' ? maxPdfBytes : maxBytes;
}

/** The rows of a file, those of its range; `text` decodes it as the parameters say. */
export async function rowsIn(
  kind: RowsKind,
  bytes: Buffer,
  given: Given,
  { text, signal }: { text: () => Promise<string>; signal: AbortSignal },
): Promise<JsonValue[][]> {
  const { sheetName, range, rawData: rawDates, readAsString: asString, tableNumber } = given;
  const reading = { sheetName, range, rawDates, asString, maxBytes };
  switch (kind) {
    case 'xlsx':
      return readXlsx(bytes, reading);
    case 'ods':
      return readOds(bytes, reading);
    case 'xls': {
      const rows = await inThread('xls', { bytes, sheetName: sheetName ?? '', rawDates, asString }, signal);
      return within(rows, range);
    }
    case 'html':
      checkWhole(tableNumber, 1, 'tableNumber');
      return readHtmlTable(await text(), { tableNumber, asString });
    case 'rtf':
      return (await readRtf(bytes)).rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
  }
}

function within(rows: readonly JsonValue[][], range: string | undefined): JsonValue[][] {
  const { top, bottom, left, right } = parseRange(range ?? '');
  return rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
}

/** What a library tells of a PDF, under the names that are usual for it. */
export async function pdfIn(bytes: Buffer, given: Given, signal: AbortSignal): Promise<JsonObject> {
  const { joinPages, maxPages, password } = given;
  if (maxPages !== undefined) checkWhole(maxPages, 1, 'maxPages');
  const content = await inThread('pdf', { bytes, password, maxPages: maxPages ?? 0 }, signal);
  const { pages, pageCount, info, metadata, version } = content;
  const text = joinPages ? pages.join('\n\n') : pages;
  return { numpages: pageCount, numrender: pages.length, info, metadata, text, version };
}

export async function entriesIn(
  text: string,
  { calendarEntries, outputField }: Given,
): Promise<JsonObject[]> {
  const entries = await readIcs(text);
  return calendarEntries === 'each' ? entries : [define({}, outputField, byId(entries))];
}

export async function xmlIn(text: string): Promise<JsonObject> {
  const reading = { attributeKey: '$', characterKey: '_', explicitArray: false, explicitRoot: true };
  const plain = { ignoreAttributes: false, mergeAttributes: true, normalize: false, normalizeTags: false };
  return readXml(text, { ...reading, ...plain, trim: false }, await import('fast-xml-parser'));
}
