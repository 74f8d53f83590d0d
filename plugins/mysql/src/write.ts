import {
  type CallOptions,
  type JsonObject,
  PatchbayError,
  type SqlWrite,
  type SqlWritten,
} from '@patchbay/plugin-sdk';
import { chunksOf } from './chunks.js';
import type { Connected } from './connect.js';
import type { Database } from './database.js';
import { encoderOf } from './encoders.js';
import { abortReason } from './problems.js';
import { withSession } from './session.js';
import { execute } from './statement.js';
import { describeTable, type Table } from './table.js';
import { command, transaction } from './transaction.js';
import {
  deleteStatement,
  insertOrSkipStatement,
  insertStatement,
  skipCounter,
  tableName,
  updateStatement,
  upsertStatement,
} from './write-statements.js';

/** Writes all rows in one transaction or none, also when reading them fails. */
export async function writeRows(
  database: Database,
  write: Plan,
  batches: AsyncIterable<readonly JsonObject[]> | Iterable<readonly JsonObject[]>,
  { signal }: CallOptions,
): Promise<SqlWritten> {
  if (write.returning)
    throw new PatchbayError(
      'parameter-invalid',
      'MySQL and MariaDB do not give back the rows that they write.',
    );
  const used = columnsUsed(write);
  return withSession(database, signal, async (connected) => {
    const table = await describeTable(connected, write);
    const { keys = [] } = write;
    const targets = used.map((name) => ({ name, type: table.typeOf(name), isKey: keys.includes(name) }));
    const encoders = targets.map((target) => encoderOf(database.driver, target));
    const encode = (row: JsonObject) =>
      used.map((column, index) =>
        encoders[index]?.(Object.hasOwn(row, column) ? (row[column] ?? null) : null),
      );
    const affected = await transaction(connected, async () => {
      if (write.operation === 'replace') await execute(connected, `DELETE FROM ${tableName(write)}`, []);
      let sum = 0;
      for await (const rows of batches)
        sum += await writeAll(connected, { write, used, table, rows: rows.map(encode) }, signal);
      return sum;
    });
    return { result: { affected }, discard: false };
  });
}

type Plan = Omit<SqlWrite, 'rows'>;

/** The columns whose values a statement needs, in the order in which it takes them. */
function columnsUsed({ columns, keys = [], operation }: Plan): readonly string[] {
  if (columns.length === 0) throw new PatchbayError('parameter-invalid', 'There is no column to write.');
  if (keys.length === 0 && operation !== 'insert' && operation !== 'replace') {
    throw new PatchbayError(
      'parameter-invalid',
      `To ${operation} rows, "keys" must name the columns that identify one.`,
    );
  }
  const values = columns.filter((column) => !keys.includes(column));
  switch (operation) {
    case 'insert':
    case 'replace':
      return columns;
    case 'upsert':
      return [...new Set([...columns, ...keys])];
    case 'update':
      if (values.length > 0) return [...values, ...keys];
      throw new PatchbayError('parameter-invalid', 'All columns are keys; there is nothing to update.');
    case 'delete':
      return keys;
  }
}

interface Encoded {
  write: Plan;
  used: readonly string[];
  table: Table;
  rows: unknown[][];
}

async function writeAll(connected: Connected, encoded: Encoded, signal: AbortSignal): Promise<number> {
  const { write, rows } = encoded;
  const { operation } = write;
  let affected = 0;
  for (const chunk of chunksOf(rows, operation === 'update' ? 1 : undefined)) {
    if (signal.aborted) throw abortReason(signal);
    if (write.skipConflicts) await command(connected, `SET ${skipCounter} = 0`);
    const result = await execute(connected, statementOf(encoded, chunk.length), chunk.flat());
    if (write.skipConflicts) affected += chunk.length - (await skippedBy(connected));
    // The server counts a changed row twice here.
    else affected += operation === 'upsert' ? chunk.length : result.affected;
  }
  return affected;
}

/** The server counts a row that was left out as if it were written. */
async function skippedBy(connected: Connected): Promise<number> {
  const { read } = await execute(connected, `SELECT ${skipCounter}`, []);
  const { rows } = await read(2);
  return Number(rows[0]?.[0] ?? 0);
}

function statementOf({ write, used, table }: Encoded, rows: number): string {
  switch (write.operation) {
    case 'insert':
      return write.skipConflicts
        ? insertOrSkipStatement(write, used, rows)
        : insertStatement(write, used, rows);
    case 'replace':
      return insertStatement(write, used, rows);
    case 'upsert':
      return upsertStatement(write, used, rows, table.guardColumn);
    case 'update':
      return updateStatement(write, used);
    case 'delete':
      return deleteStatement(write, rows);
  }
}
