import { type JsonValue, PatchbayError } from '@patchbay/plugin-sdk';
import type { Connected } from './connect.js';
import { ResultReader } from './result-reader.js';
import { decoderOf } from './values.js';

export interface Result {
  /** Empty when the statement returns no rows. */
  columns: string[];
  affected: number;
  /** Up to `count` rows; `done` when none is left. */
  read: (count: number) => Promise<{ rows: JsonValue[][]; done: boolean }>;
}

/** Executes one statement as a prepared one, so that values never become its text. */
export async function execute(
  { connection, socket }: Connected,
  sql: string,
  values: unknown[],
  largeNumbers?: 'text',
): Promise<Result> {
  const expected = await countPlaceholders(connection, sql);
  if (expected !== values.length) throw mismatch(expected, values.length);
  const reader = new ResultReader(connection, socket, { sql, values });
  const { columns, affected } = await reader.header();
  const decoders = columns.map((column) => decoderOf(column, largeNumbers));
  const decode = (row: unknown[]) => row.map((value, index) => decoders[index]?.(value) ?? null);
  return {
    columns: columns.map(({ name }) => name),
    affected,
    async read(count) {
      const { rows, done } = await reader.take(count);
      return { rows: rows.map(decode), done };
    },
  };
}

/** The driver keeps the prepared statement and uses it again when it is executed. */
export function countPlaceholders(connection: Connected['connection'], sql: string): Promise<number> {
  return new Promise((resolve, reject) => {
    connection.prepare(sql, (error, statement) => {
      if (error) return reject(error);
      // Missing in the published types.
      resolve((statement as unknown as { parameters: unknown[] }).parameters.length);
    });
  });
}

/** A value inside quotes would be no value at all, and one question mark too many would shift all the others. */
function mismatch(expected: number, given: number): PatchbayError {
  return new PatchbayError(
    'parameter-invalid',
    `The statement has ${expected} placeholders and ${given} values. ` +
      'An expression needs no quotes around it, and a question mark of your own must stand in quotes.',
  );
}
