import type { JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { decodeReferences } from '../xml/references.js';
import { Archive } from './unzip.js';

export interface XlsxReading {
  /** The first sheet when empty. */
  sheetName: string | undefined;
  /** Bytes that the file may unpack to. */
  maxBytes: number;
}

const mostColumns = 16_384;

/** The rows of one sheet, as lists of cells; formulas give their last values, dates the numbers that they are. */
export function readXlsx(bytes: Buffer, { sheetName, maxBytes }: XlsxReading): JsonValue[][] {
  const archive = new Archive(bytes, maxBytes);
  const sheet = archive.text(sheetPath(archive, sheetName));
  if (sheet === undefined) throw wrong('sheetName', 'names a sheet that the file does not hold');
  const texts = [...elements(archive.text('xl/sharedStrings.xml') ?? '', 'si')].map(({ content }) =>
    textIn(content),
  );
  return [...elements(sheet, 'row')].map(({ content }) => rowOf(content, texts));
}

function sheetPath(archive: Archive, wanted: string | undefined): string {
  const sheets = [...elements(archive.text('xl/workbook.xml') ?? '', 'sheet')].map(
    ({ attributes }) => attributes,
  );
  const found = wanted ? sheets.find(({ name }) => name === wanted) : sheets[0];
  if (!found) {
    const names = sheets.map(({ name }) => `"${name}"`).join(', ') || 'none';
    throw wrong('sheetName', `names a sheet that the file does not hold (it has: ${names})`);
  }
  const relations = elements(archive.text('xl/_rels/workbook.xml.rels') ?? '', 'Relationship');
  const target = [...relations].find(({ attributes }) => attributes['Id'] === found['id'])?.attributes[
    'Target'
  ];
  return target?.startsWith('/') ? target.slice(1) : `xl/${target ?? 'worksheets/sheet1.xml'}`;
}

function rowOf(row: string, texts: readonly string[]): JsonValue[] {
  const cells: JsonValue[] = [];
  for (const { attributes, content } of elements(row, 'c')) {
    const column = attributes['r'] === undefined ? cells.length : columnOf(attributes['r']);
    // A cell in column XFD of every row would make millions of empty ones.
    if (column >= mostColumns) throw wrong('inputField', 'names a file with a cell beyond the last column');
    while (cells.length < column) cells.push(null);
    cells[column] = valueOf(attributes['t'], content, texts);
  }
  return cells;
}

function valueOf(type: string | undefined, content: string, texts: readonly string[]): JsonValue {
  if (type === 'inlineStr') return textIn(content);
  const value = elements(content, 'v').next().value;
  if (!value) return null;
  const text = decodeReferences(value.content);
  if (type === 's') return texts[Number(text)] ?? null;
  if (type === 'b') return text === '1';
  if (type === 'str' || type === 'e' || type === 'd') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,4}/u.exec(reference)?.[0] ?? 'A';
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Runs of a formatted text, one after the other; readings for speakers of Japanese do not belong to it. */
function textIn(xml: string): string {
  const without = xml.replace(/<(?:\w+:)?rPh\b[^]*?<\/(?:\w+:)?rPh>/gu, '');
  return decodeReferences([...elements(without, 't')].map(({ content }) => content).join(''));
}

interface Element {
  attributes: Record<string, string>;
  content: string;
}

/** Elements of one name that do not lie within each other, with any prefix; linear in the length of the text. */
function* elements(xml: string, name: string): Generator<Element, undefined> {
  const opening = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*?)(/?)>`, 'gu');
  const closing = new RegExp(`</(?:\\w+:)?${name}>`, 'gu');
  for (let found = opening.exec(xml); found; found = opening.exec(xml)) {
    const [, given = '', isEmpty] = found;
    let content = '';
    if (!isEmpty) {
      closing.lastIndex = opening.lastIndex;
      const end = closing.exec(xml);
      if (!end) throw wrong('inputField', 'names a file whose XML ends too early');
      content = xml.slice(opening.lastIndex, end.index);
      opening.lastIndex = closing.lastIndex;
    }
    yield { attributes: attributesOf(given), content };
  }
  return undefined;
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu)];
  return Object.fromEntries(found.map(([, name = '', a, b]) => [name, decodeReferences(a ?? b ?? '')]));
}
