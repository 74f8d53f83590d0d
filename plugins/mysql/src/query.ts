import {
  BatchSize,
  type CallOptions,
  type JsonObject,
  type JsonValue,
  ResultLimit,
  rowsToObjects,
  type SqlRows,
  type SqlText,
} from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { toBindable } from './parameters.js';
import { abortReason } from './problems.js';
import { keepsSession } from './keeps-session.js';
import { openSession, withSession } from './session.js';
import { execute, type Result } from './statement.js';

/** Executes one statement; with `maxRows` only so many rows are kept and the others are not waited for. */
export function runStatement(
  database: Database,
  statement: SqlText,
  { signal, maxRows = Infinity }: CallOptions & { maxRows?: number },
): Promise<SqlRows> {
  const { sql, values } = bound(database, statement);
  return withSession(database, signal, async (connected) => {
    const { columns, affected, read } = await execute(connected, sql, values);
    // One row more tells whether the result is at its end.
    const { rows, done } = await readWhole(read, maxRows + 1);
    const kept = rows.slice(0, maxRows);
    const rowCount = columns.length > 0 ? kept.length : affected;
    const result = { columns, rows: rowsToObjects(columns, kept), rowCount };
    return { result, discard: !done || !keepsSession(sql) };
  });
}

/** Up to `most` rows, read in pieces, so that a result that does not fit into the memory is noticed in time. */
async function readWhole(
  read: Result['read'],
  most: number,
): Promise<{ rows: JsonValue[][]; done: boolean }> {
  const size = new BatchSize(pieceRows);
  const limit = new ResultLimit();
  const all: JsonValue[][] = [];
  for (;;) {
    const { rows, done } = await read(Math.min(size.next, most - all.length));
    limit.takeRows(rows);
    size.saw(rows);
    all.push(...rows);
    if (done || all.length >= most) return { rows: all, done };
  }
}

const pieceRows = 2_000;

/** Rows in batches as the server sends them; it is held back while the consumer is busy, so memory does not grow. */
export async function* streamStatement(
  database: Database,
  statement: SqlText,
  { signal, batchSize = 500 }: CallOptions & { batchSize?: number },
): AsyncGenerator<JsonObject[]> {
  const size = new BatchSize(batchSize);
  const { sql, values } = bound(database, statement);
  const session = await openSession(database, signal);
  let over = false;
  try {
    const { columns, read } = await execute(session.connected, sql, values);
    for (let end = false; !end;) {
      if (signal.aborted) throw abortReason(signal);
      const { rows, done } = await read(size.next);
      size.saw(rows);
      if (rows.length > 0) yield rowsToObjects(columns, rows);
      end = done;
    }
    over = keepsSession(sql);
  } catch (error) {
    throw session.problem(error);
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
