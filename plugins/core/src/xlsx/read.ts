import type { JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { type CellReading, textIn, valueOf } from './cells.js';
import { dateStyles } from './dates.js';
import { elements } from './elements.js';
import { columnOf, mostColumns, parseRange } from './range.js';
import { Archive } from './unzip.js';

export interface XlsxReading {
  /** The first sheet when empty. */
  sheetName: string | undefined;
  /** All of the sheet when empty. */
  range: string | undefined;
  /** Whether dates stay the numbers that they are; else they become texts. */
  rawDates: boolean;
  asString: boolean;
  /** Bytes that the file may unpack to. */
  maxBytes: number;
}

/** Empty ones before the last of a row count, too. */
const mostCells = 5_000_000;

/** The rows of one sheet, or those of its range that hold something, as lists of cells. */
export function readXlsx(bytes: Buffer, reading: XlsxReading): JsonValue[][] {
  const archive = new Archive(bytes, reading.maxBytes);
  const workbook = archive.text('xl/workbook.xml') ?? '';
  const sheet = archive.text(sheetPath(archive, workbook, reading.sheetName));
  if (sheet === undefined) throw wrong('sheetName', 'names a sheet that the file does not hold');
  const range = parseRange(reading.range ?? '');
  const how = cellReading(archive, workbook, reading);
  const rows: JsonValue[][] = [];
  let [number, left] = [-1, mostCells];
  for (const { attributes, content } of elements(sheet, 'row')) {
    number = attributes['r'] === undefined ? number + 1 : Number(attributes['r']) - 1;
    if (number < range.top || number > range.bottom) continue;
    // An empty row at the top of a range is the one with the names, and it names nothing.
    if (reading.range && rows.length === 0 && number > range.top) rows.push([]);
    const row = rowOf(content, how);
    // A few bytes per row, with a cell in the last column, would make thousands of millions of empty ones.
    if ((left -= row.length) < 0)
      throw wrong('inputField', `names a file with a sheet of more than ${mostCells} cells`);
    rows.push(row.slice(range.left, range.right + 1));
  }
  return rows;
}

function cellReading(archive: Archive, workbook: string, { rawDates, asString }: XlsxReading): CellReading {
  const texts = [...elements(archive.text('xl/sharedStrings.xml') ?? '', 'si')];
  const properties = elements(workbook, 'workbookPr').next().value;
  return {
    texts: texts.map(({ content }) => textIn(content)),
    dates: rawDates ? new Set() : dateStyles(archive.text('xl/styles.xml') ?? ''),
    from1904: ['1', 'true'].includes(properties?.attributes['date1904'] ?? ''),
    asString,
  };
}

function sheetPath(archive: Archive, workbook: string, wanted: string | undefined): string {
  const sheets = [...elements(workbook, 'sheet')].map(({ attributes }) => attributes);
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

function rowOf(row: string, how: CellReading): JsonValue[] {
  const cells: JsonValue[] = [];
  for (const cell of elements(row, 'c')) {
    const reference = cell.attributes['r'];
    const column = reference === undefined ? cells.length : columnOf(reference);
    // A cell in a column without end would make millions of empty ones.
    if (column >= mostColumns) throw wrong('inputField', 'names a file with a cell beyond the last column');
    while (cells.length < column) cells.push(null);
    cells[column] = valueOf(cell, how);
  }
  return cells;
}
