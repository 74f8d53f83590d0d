import type { Item, JsonValue } from '@patchbay/plugin-sdk';
import { createCsv } from '../csv/create.js';
import { delimiterOf } from '../csv/delimiter.js';
import { nameList } from '../values/lists.js';
import { rtfTable } from '../rtf/table.js';
import { readPath } from '../values/paths.js';
import type { Given } from './convert-parameters.js';
import { htmlTable } from './html-table.js';

export type Rows = readonly (readonly (JsonValue | undefined)[])[];

/** The columns that somebody named; none means those of all items. */
export function namedColumns({ columns }: Pick<Given, 'columns'>): string[] {
  return nameList(columns, 'columns');
}

/** What stands in these columns. */
export function rowOf(columns: readonly string[]): (item: Item) => Rows[number] {
  return ({ json }) => columns.map((name) => readPath(json, name));
}

/** Writes a table in pieces. */
export function tableOf(given: Given): { begin(head: Rows): string; rows(rows: Rows): string; end: string } {
  if (given.operation === 'html') return htmlTable(given.header);
  if (given.operation === 'rtf') return rtfTable();
  const format = {
    delimiter: delimiterOf(given.delimiter),
    quote: '"',
    escapeFormulas: given.escapeFormulas,
  };
  const rows = (records: Rows) => createCsv(records, format);
  return { begin: rows, rows, end: '' };
}
