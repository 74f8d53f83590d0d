import { type JsonObject, rowsToObjects } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

/** Records as objects, under the names of the first one or `column1`, `column2`, … */
export function objectsOf(
  records: readonly string[][],
  hasHeader: boolean,
  allowUneven: boolean,
): JsonObject[] {
  const rows = hasHeader ? records.slice(1) : records;
  const width = records[0]?.length ?? 0;
  if (!allowUneven) refuseUneven(records, width);
  const widest = rows.reduce((most, row) => Math.max(most, row.length), width);
  const names = Array.from(
    { length: widest },
    (_, index) => (hasHeader ? records[0]?.[index] : undefined) || `column${index + 1}`,
  );
  // One of the two columns would be lost.
  if (new Set(names).size < names.length)
    throw wrong('header', 'is on, but two columns of the CSV have the same name');
  if (!allowUneven) return rowsToObjects(names, rows);
  // One very long line must not widen all the others.
  return rows.flatMap((row) => rowsToObjects(names.slice(0, Math.max(width, row.length)), [row]));
}

/** Usually a delimiter that stands unquoted in a value: from there on every value would be in a wrong column. */
function refuseUneven(records: readonly string[][], width: number): void {
  const uneven = records.findIndex((record) => record.length !== width);
  if (uneven === -1) return;
  const fields = records[uneven]?.length ?? 0;
  throw wrong(
    'allowUneven',
    `is off, but record ${uneven + 1} of the CSV has ${fields} fields and the first one ${width}`,
  );
}
