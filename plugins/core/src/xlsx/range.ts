import { wrong } from '../values/lists.js';

/** Indexes from 0, all within. */
export interface CellRange {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export const mostColumns = 16_384;
const mostRows = 1_048_576;

/**
 * `A2:D20`, also in the other direction, whole columns as `B:D`, or whole rows as `2:20`; an empty text is all of the
 * sheet. Throws `parameter-invalid`.
 */
export function parseRange(text: string): CellRange {
  if (text.trim() === '') return { top: 0, bottom: mostRows - 1, left: 0, right: mostColumns - 1 };
  const corner = String.raw`\$?([A-Z]{0,3})\$?(\d{0,7})`;
  const [, fromColumn = '', fromRow = '', toColumn = '', toRow = ''] =
    new RegExp(`^${corner}:${corner}$`, 'u').exec(text.trim().toUpperCase()) ?? [];
  const isWhole = !(fromColumn + fromRow) || Boolean(fromColumn) !== Boolean(toColumn);
  if (isWhole || Boolean(fromRow) !== Boolean(toRow))
    throw wrong('range', 'is none; write it as A2:D20, B:D or 2:20');
  const [left, right] = ends(fromColumn && columnOf(fromColumn), toColumn && columnOf(toColumn), mostColumns);
  const [top, bottom] = ends(fromRow && Number(fromRow) - 1, toRow && Number(toRow) - 1, mostRows);
  return { top, bottom, left, right };
}

/** The index of the column of a cell such as `AB12`. */
export function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,4}/u.exec(reference)?.[0] ?? 'A';
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function ends(from: number | '', to: number | '', count: number): [number, number] {
  if (from === '' || to === '') return [0, count - 1];
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  if (first < 0 || last >= count) throw wrong('range', 'leads out of the sheet');
  return [first, last];
}
