import type { ResultSetHeader } from 'mysql2';
import { type CallOptions, type JsonObject, PatchbayError, type SqlWrite } from '@patchbay/plugin-sdk';
import { chunksOf } from './chunks.js';
import type { Connected } from './connect.js';
import type { Database } from './database.js';
import { encoderOf } from './encoders.js';
import { abortReason, statementProblem } from './problems.js';
import { withSession } from './session.js';
import { execute } from './statement.js';
import { describeTable, type Table } from './table.js';
import {
  deleteStatement,
  insertStatement,
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
): Promise<{ affected: number }> {
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

async function transaction<T>(connected: Connected, work: () => Promise<T>): Promise<T> {
  await command(connected, 'START TRANSACTION');
  try {
    const result = await work();
    await command(connected, 'COMMIT');
    return result;
  } catch (error) {
    // If this fails too, the connection is broken and the server rolls back by itself.
    const warnings = await command(connected, 'ROLLBACK').catch(() => 0);
    throw warnings > 0 ? keptRows(error) : error;
  }
}

/** The server warns after a rollback when a table was changed whose engine has no transactions, such as MyISAM. */
function keptRows(error: unknown): PatchbayError {
  const { code, message } = statementProblem(error);
  const why = 'its storage engine has no transactions';
  return new PatchbayError(code, `${message} Rows that were written before stay in the table: ${why}.`);
}

/** Resolves to the number of the server's warnings. */
function command({ connection }: Connected, sql: string): Promise<number> {
  return new Promise((resolve, reject) => {
    connection.query<ResultSetHeader>(sql, (error, result) => {
      if (error) reject(error);
      else resolve(result.warningStatus);
    });
  });
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
    const result = await execute(connected, statementOf(encoded, chunk.length), chunk.flat());
    // The server counts a changed row twice here.
    affected += operation === 'upsert' ? chunk.length : result.affected;
  }
  return affected;
}

function statementOf({ write, used, table }: Encoded, rows: number): string {
  switch (write.operation) {
    case 'insert':
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
