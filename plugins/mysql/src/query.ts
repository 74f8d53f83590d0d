import {
  BatchSize,
  type JsonObject,
  type JsonValue,
  type ReadOptions,
  ResultLimit,
  rowsToObjects,
  type SqlRows,
  type SqlText,
} from '@patchbay/plugin-sdk';
import type { Connected } from './connect.js';
import type { Database } from './database.js';
import { toBindable } from './parameters.js';
import { abortReason } from './problems.js';
import { keepsSession } from './keeps-session.js';
import { beginReading, endReading, reading, refusalOf, refuseOthers } from './reading.js';
import { openSession, withSession } from './session.js';
import { execute, type Result } from './statement.js';
import { transaction } from './transaction.js';

/** Executes one statement; with `maxRows` only so many rows are kept and the others are not waited for. */
export function runStatement(
  database: Database,
  statement: SqlText,
  { signal, readOnly, ...options }: ReadOptions & { maxRows?: number },
): Promise<SqlRows> {
  return withSession(database, signal, async (connected) => {
    if (readOnly) refuseOthers(statement.strings.join('?'));
    const limit = new ResultLimit();
    const query = () => resultOf(database, connected, statement, { ...options, limit });
    return readOnly ? reading(connected, query) : query();
  });
}

/** All of them in one transaction, or none; statements that change tables commit by themselves, what came before them too. */
export function runStatements(
  database: Database,
  statements: readonly SqlText[],
  { signal, ...reading }: ReadOptions & { maxRows?: number },
): Promise<SqlRows[]> {
  return withSession(database, signal, async (connected) => {
    let discard = false;
    const limit = new ResultLimit();
    const result = await transaction(connected, async () => {
      const results: SqlRows[] = [];
      for (const statement of statements) {
        // What is left of a result would stand in the way of the next one.
        const read = await resultOf(database, connected, statement, { ...reading, limit, toItsEnd: true });
        discard ||= read.discard;
        results.push(read.result);
      }
      return results;
    });
    return { result, discard };
  });
}

interface Reading {
  maxRows?: number;
  largeNumbers?: 'text';
  limit: ResultLimit;
  toItsEnd?: boolean;
}

async function resultOf(
  database: Database,
  connected: Connected,
  statement: SqlText,
  { maxRows = Infinity, largeNumbers, limit, toItsEnd = false }: Reading,
): Promise<{ result: SqlRows; discard: boolean }> {
  const { sql, values } = bound(database, statement);
  const { columns, affected, read } = await execute(connected, sql, values, largeNumbers);
  // One row more tells whether the result is at its end.
  const { rows, done } = await readWhole(read, maxRows + 1, limit);
  for (let end = done; toItsEnd && !end;) end = (await read(pieceRows)).done;
  const kept = rows.slice(0, maxRows);
  const rowCount = columns.length > 0 ? kept.length : affected;
  const result = { columns, rows: rowsToObjects(columns, kept), rowCount };
  return { result, discard: (!done && !toItsEnd) || !keepsSession(sql) };
}

/** Up to `most` rows, read in pieces, so that a result that does not fit into the memory is noticed in time. */
async function readWhole(
  read: Result['read'],
  most: number,
  limit: ResultLimit,
): Promise<{ rows: JsonValue[][]; done: boolean }> {
  const size = new BatchSize(pieceRows);
  const all: JsonValue[][] = [];
  for (;;) {
    const { rows, done } = await read(Math.min(size.next, most - all.length));
    limit.takeRows(rows);
    size.saw(rows);
    for (const row of rows) all.push(row);
    if (done || all.length >= most) return { rows: all, done };
  }
}

const pieceRows = 2_000;

/** Rows in batches as the server sends them; it is held back while the consumer is busy, so memory does not grow. */
export async function* streamStatement(
  database: Database,
  statement: SqlText,
  { signal, largeNumbers, readOnly, batchSize = 500 }: ReadOptions & { batchSize?: number },
): AsyncGenerator<JsonObject[]> {
  const size = new BatchSize(batchSize);
  const { sql, values } = bound(database, statement);
  if (readOnly) refuseOthers(sql);
  const session = await openSession(database, signal);
  let over = false;
  try {
    if (readOnly) await beginReading(session.connected);
    const { columns, read } = await execute(session.connected, sql, values, largeNumbers);
    for (let end = false; !end;) {
      if (signal.aborted) throw abortReason(signal);
      const { rows, done } = await read(size.next);
      size.saw(rows);
      if (rows.length > 0) yield rowsToObjects(columns, rows);
      end = done;
    }
    if (readOnly) await endReading(session.connected);
    over = keepsSession(sql);
  } catch (error) {
    throw session.problem(readOnly ? refusalOf(error) : error);
  } finally {
    // A consumer that stops early leaves rows behind that are still under way; the connection goes with them.
    session.end(!over);
  }
}

function bound({ driver }: Database, { strings, values }: SqlText): { sql: string; values: unknown[] } {
  return {
    sql: strings.join('?'),
    values: values.map((value: JsonValue) => toBindable(driver, value)),
  };
}
