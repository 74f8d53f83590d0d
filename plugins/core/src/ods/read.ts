import type { JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { decodeReferences } from '../xml/references.js';
import { type Element, elements } from '../xlsx/elements.js';
import { mostColumns, parseRange } from '../xlsx/range.js';
import type { XlsxReading } from '../xlsx/read.js';
import { Archive } from '../xlsx/unzip.js';

/** A few bytes can stand for thousands of millions of cells, or of blanks. */
const mostCells = 5_000_000;
const mostBlanks = 10_000;

/** The rows of one sheet, or of its range, as lists of cells. Dates are the texts that they are in the file. */
export function readOds(bytes: Buffer, reading: XlsxReading): JsonValue[][] {
  const content = new Archive(bytes, reading.maxBytes).text('content.xml');
  if (content === undefined) throw wrong('inputField', 'names a file that is no OpenDocument spreadsheet');
  const sheet = sheetOf([...elements(content, 'table')], reading.sheetName);
  const range = parseRange(reading.range ?? '');
  const rows: JsonValue[][] = [];
  let left = mostCells;
  let [number, empty] = [0, 0];
  for (const { attributes, content: cells } of elements(sheet.content, 'table-row')) {
    const repeated = countOf(attributes['number-rows-repeated']);
    const row = rowOf(cells, reading);
    const last = Math.min(number + repeated - 1, range.bottom);
    for (let at = Math.max(number, range.top); at <= last; at += 1) {
      // Empty rows count only if another one follows: a sheet ends with a million of them.
      if (row.length === 0) {
        empty += last - at + 1;
        break;
      }
      if ((left -= row.length + empty) < 0)
        throw wrong('inputField', `names a file with a sheet of more than ${mostCells} cells`);
      for (; empty > 0; empty -= 1) rows.push([]);
      rows.push(row.slice(range.left, range.right + 1));
    }
    number += repeated;
  }
  return rows;
}

function sheetOf(sheets: readonly Element[], wanted: string | undefined): Element {
  const found = wanted ? sheets.find(({ attributes }) => attributes['name'] === wanted) : sheets[0];
  if (found) return found;
  const names = sheets.map(({ attributes }) => `"${attributes['name'] ?? ''}"`).join(', ') || 'none';
  throw wrong('sheetName', `names a sheet that the file does not hold (it has: ${names})`);
}

/** Without the empty cells at its end. */
function rowOf(row: string, reading: XlsxReading): JsonValue[] {
  const cells: JsonValue[] = [];
  let empty = 0;
  for (const cell of elements(row, '(?:covered-)?table-cell')) {
    const repeated = countOf(cell.attributes['number-columns-repeated']);
    const value = valueOf(cell, reading);
    if (value === null) {
      empty += repeated;
      continue;
    }
    if (cells.length + empty + repeated > mostColumns)
      throw wrong('inputField', 'names a file with a cell beyond the last column');
    for (; empty > 0; empty -= 1) cells.push(null);
    for (let count = repeated; count > 0; count -= 1) cells.push(value);
  }
  return cells;
}

function countOf(given: string | undefined): number {
  const count = Number(given ?? 1);
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
}

function valueOf({ attributes, content }: Element, { rawDates, asString }: XlsxReading): JsonValue {
  const type = attributes['value-type'];
  const { value } = attributes;
  if (type === 'date') return attributes['date-value'] ?? null;
  if (type === 'time') return timeOf(attributes['time-value'], rawDates);
  if (type === 'boolean') {
    const isTrue = attributes['boolean-value'] === 'true';
    return asString ? (isTrue ? 'TRUE' : 'FALSE') : isTrue;
  }
  if (value !== undefined && type !== 'string' && Number.isFinite(Number(value)))
    return asString ? value : Number(value);
  const text = attributes['string-value'] ?? textIn(content);
  return text === '' ? null : text;
}

/** `PT12H30M00S` as `12:30:00`, unless it is to stay as the file has it. */
function timeOf(text: string | undefined, isRaw: boolean): JsonValue {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/u.exec(text ?? '') ?? [];
  if (isRaw || seconds === undefined) return text ?? null;
  return [hours, minutes, seconds].map((part = '') => part.padStart(2, '0')).join(':');
}

function textIn(content: string): string {
  const paragraphs = [...elements(withoutNotes(content), 'p')].map(({ content: markup }) => markup);
  return paragraphs.map(paragraphText).join('\n');
}

function paragraphText(markup: string): string {
  const text = markup
    .replace(/<text:s\b[^>]*>/gu, (blanks) => ' '.repeat(blankCount(blanks)))
    .replace(/<text:tab\b[^>]*>/gu, '\t')
    .replace(/<text:line-break\b[^>]*>/gu, '\n')
    .replace(/<[^>]*>/gu, '');
  return decodeReferences(text);
}

function blankCount(element: string): number {
  const count = countOf(/\bc="(\d+)"/u.exec(element)?.[1]);
  if (count > mostBlanks)
    throw wrong('inputField', `names a file with more than ${mostBlanks} blanks in a row`);
  return count;
}

/** What somebody noted at a cell is none of its text. */
function withoutNotes(content: string): string {
  const [open, close] = ['<office:annotation', '</office:annotation>'];
  let text = '';
  for (let at = 0; ;) {
    const start = content.indexOf(open, at);
    const end = start === -1 ? -1 : content.indexOf(close, start);
    if (end === -1) return text + content.slice(at);
    text += content.slice(at, start);
    at = end + close.length;
  }
}
