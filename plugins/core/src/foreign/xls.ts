import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { JsonValue } from '@patchbay/plugin-sdk';
import { isoDate } from '../xlsx/dates.js';
import { WrongParameter, type XlsJob, type XlsMaking } from './types.js';

const mostRows = 65_536;
const mostColumns = 256;
/** A text cell of the old format holds no more. */
const longestText = 32_767;

/** The rows of one sheet of a workbook in the format of Excel before 2007. */
export async function readXls({ bytes, sheetName, rawDates, asString }: XlsJob): Promise<JsonValue[][]> {
  const { read, utils, ...library } = await import('@e965/xlsx');
  // Missing in the published types.
  const { is_date: isDateFormat } = library.SSF as { is_date: (format: string) => boolean };
  // The library reads anything that looks like a table, an HTML page too.
  if (!isCompound(bytes)) throw new WrongParameter('inputField', 'names a file that is no XLS file');
  const options = {
    type: 'buffer',
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellFormula: false,
  } as const;
  const book = read(bytes, { ...options, bookVBA: false, bookDeps: false });
  const name = sheetName || book.SheetNames[0];
  const sheet = name !== undefined && book.SheetNames.includes(name) ? book.Sheets[name] : undefined;
  if (!sheet) {
    const names = book.SheetNames.map((each) => `"${each}"`).join(', ') || 'none';
    throw new WrongParameter('sheetName', `names a sheet that the file does not hold (it has: ${names})`);
  }
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  const valueOf = (cell: CellObject | undefined): JsonValue => {
    if (cell === undefined || cell.v === undefined || cell.t === 'z') return null;
    if (cell.t === 'e') return cell.w ?? '#ERROR';
    if (cell.t === 'b') return asString ? (cell.v === true ? 'TRUE' : 'FALSE') : cell.v === true;
    if (cell.t !== 'n') return String(cell.v);
    const number = Number(cell.v);
    const isDate = !rawDates && typeof cell.z === 'string' && isDateFormat(cell.z);
    return (isDate ? isoDate(number, from1904) : undefined) ?? (asString ? String(number) : number);
  };
  const { e: last } = utils.decode_range(sheet['!ref'] ?? 'A1');
  return Array.from({ length: Math.min(last.r + 1, mostRows) }, (_, row) =>
    rowOf(sheet, row, Math.min(last.c + 1, mostColumns), (cell) => utils.encode_cell(cell), valueOf),
  );
}

/** Without the empty cells at its end. */
function rowOf(
  sheet: WorkSheet,
  row: number,
  width: number,
  nameOf: (cell: { r: number; c: number }) => string,
  valueOf: (cell: CellObject | undefined) => JsonValue,
): JsonValue[] {
  const cells: JsonValue[] = [];
  for (let column = 0; column < width; column += 1) {
    const value = valueOf(sheet[nameOf({ r: row, c: column })] as CellObject | undefined);
    if (value === null) continue;
    while (cells.length < column) cells.push(null);
    cells.push(value);
  }
  return cells;
}

/** A workbook with one sheet. Texts are stored as texts, so that none is taken for a formula. */
export async function makeXls({ rows, sheetName }: XlsMaking): Promise<Uint8Array> {
  const { utils, write } = await import('@e965/xlsx');
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (rows.length > mostRows || widest > mostColumns)
    throw new WrongParameter(
      'operation',
      `makes an XLS file, which has at most ${mostRows} rows and ${mostColumns} columns; choose XLSX`,
    );
  const sheet: WorkSheet = {
    '!ref': utils.encode_range({
      s: { r: 0, c: 0 },
      e: { r: Math.max(0, rows.length - 1), c: Math.max(0, widest - 1) },
    }),
  };
  for (const [r, row] of rows.entries())
    for (const [c, value] of row.entries()) {
      const cell = cellOf(value);
      if (cell) sheet[utils.encode_cell({ r, c })] = cell;
    }
  const book = { SheetNames: [sheetName], Sheets: { [sheetName]: sheet } };
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
}

function cellOf(value: JsonValue | undefined): CellObject | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') return { t: 'n', v: value };
  if (typeof value === 'boolean') return { t: 'b', v: value };
  const text = typeof value === 'object' ? JSON.stringify(value) : value;
  if (text.length > longestText)
    throw new WrongParameter(
      'operation',
      `makes an XLS file, whose cells hold at most ${longestText} characters; choose XLSX`,
    );
  return { t: 's', v: text };
}

/** The container of the old formats of Office. */
function isCompound(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
}
