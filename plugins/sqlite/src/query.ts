import { setImmediate } from 'node:timers/promises';
import {
  BatchSize,
  type CallOptions,
  type JsonObject,
  type JsonValue,
  PatchbayError,
  type ReadOptions,
  ResultLimit,
  rowsToObjects,
  type SqlRows,
  type SqlText,
} from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import type { Bindable, Handle, Stored } from './driver.js';
import { type Inspected, inspect } from './guard.js';
import { borrowHandle, withHandle } from './handles.js';
import { transaction } from './transaction.js';
import { toBindable, toJson } from './values.js';

/** Executes one statement; refused with `sql-refused` when it would leave the file. */
export async function runStatement(
  database: Database,
  statement: SqlText,
  { signal, maxRows, readOnly }: ReadOptions & { maxRows?: number },
): Promise<SqlRows> {
  const ready = prepared(statement);
  if (readOnly) refuseWriting(ready);
  const release = ready.inspected.kind === 'write' ? await database.writer.take(signal) : undefined;
  try {
    const limit = new ResultLimit();
    return await withHandle(database, signal, (handle) =>
      resultOf(handle, ready, { signal, maxRows, limit }),
    );
  } finally {
    release?.();
  }
}

/** All of them in one transaction, or none. */
export async function runStatements(
  database: Database,
  statements: readonly SqlText[],
  { signal, maxRows }: ReadOptions & { maxRows?: number },
): Promise<SqlRows[]> {
  const all = statements.map(prepared);
  const release = await database.writer.take(signal);
  try {
    const limit = new ResultLimit();
    return await withHandle(database, signal, (handle) =>
      transaction(handle, async () => {
        const results: SqlRows[] = [];
        for (const ready of all) results.push(await resultOf(handle, ready, { signal, maxRows, limit }));
        return results;
      }),
    );
  } finally {
    release();
  }
}

type Prepared = ReturnType<typeof prepared>;

async function resultOf(
  handle: Handle,
  { inspected, values }: Prepared,
  { signal, maxRows, limit }: CallOptions & { maxRows: number | undefined; limit: ResultLimit },
): Promise<SqlRows> {
  const { columns, rows } = await start(handle, inspected, values, maxRows);
  const all: JsonValue[][] = [];
  for await (const batch of batches(handle, rows, signal)) {
    limit.takeRows(batch);
    for (const row of batch) all.push(row);
  }
  const rowCount = columns.length > 0 ? all.length : inspected.counts ? await changes(handle) : 0;
  return { columns, rows: rowsToObjects(columns, all), rowCount };
}

/** Compiles a statement that reads, which finds its tables and columns; false for others, since the file may be read-only. */
export async function checkStatement(
  database: Database,
  statement: SqlText,
  { signal }: CallOptions,
): Promise<boolean> {
  const { kind, sql } = prepared(statement).inspected;
  if (kind !== 'read') return false;
  await withHandle(database, signal, (handle) => handle.prepare(sql));
  return true;
}

/** Rows in batches. The result is computed before the first one, so that no later step can block for long. */
export async function* streamStatement(
  database: Database,
  statement: SqlText,
  { signal, batchSize = 500, readOnly }: ReadOptions & { batchSize?: number },
): AsyncGenerator<JsonObject[]> {
  const ready = prepared(statement);
  if (readOnly) refuseWriting(ready);
  const { inspected, values } = ready;
  const lent = await borrowHandle(database, signal);
  try {
    const { columns, rows } = await start(lent.handle, inspected, values);
    for await (const batch of batches(lent.handle, rows, signal, batchSize))
      yield rowsToObjects(columns, batch);
  } catch (error) {
    throw lent.problem(error);
  } finally {
    lent.end();
  }
}

function prepared({ strings, values }: SqlText): { inspected: Inspected; values: Bindable[] } {
  return { inspected: inspect(strings.join('?')), values: values.map(toBindable) };
}

function refuseWriting({ inspected: { kind } }: Prepared): void {
  if (kind !== 'write') return;
  throw new PatchbayError(
    'sql-refused',
    'The statement would change something, and this step only reads. Use the SQL Query node for it.',
  );
}

interface Started {
  columns: string[];
  rows: Iterator<Stored[]>;
}

async function start(
  handle: Handle,
  { sql, kind }: Inspected,
  values: Bindable[],
  maxRows?: number,
): Promise<Started> {
  const original = await handle.prepare(sql);
  const columns = original.columns().map(({ name }) => name);
  const statement = kind === 'read' ? await handle.prepare(materialized(sql, maxRows)) : original;
  if (columns.length > 0) statement.raw(true);
  return { columns, rows: await statement.iterate(values) };
}

/**
 * The driver computes the first row off the event loop and the others on it. This form makes SQLite compute the
 * whole result before the first row, so that a slow query neither blocks the runner nor escapes an interrupt.
 */
function materialized(sql: string, maxRows?: number): string {
  const source =
    maxRows === undefined ? sql : `SELECT * FROM (${sql}\n) LIMIT ${Math.max(0, Math.trunc(maxRows))}`;
  return `WITH "rows of the query" AS MATERIALIZED (${source}\n) SELECT * FROM "rows of the query"`;
}

/** Gives the event loop a turn after each batch, and never leaves a statement open on the pooled handle. */
async function* batches(
  handle: Handle,
  rows: Iterator<Stored[]>,
  signal: AbortSignal,
  most = 500,
): AsyncGenerator<JsonValue[][]> {
  const size = new BatchSize(most);
  let done = false;
  try {
    while (!done) {
      signal.throwIfAborted();
      const count = size.next;
      const batch = take(rows, count);
      size.saw(batch);
      done = batch.length < count;
      if (batch.length > 0) yield batch;
      await setImmediate();
    }
  } finally {
    if (!done) abandon(handle, rows);
  }
}

/** Fewer than `size` means that there are no more. */
function take(rows: Iterator<Stored[]>, size: number): JsonValue[][] {
  const batch: JsonValue[][] = [];
  for (let next = rows.next(); !next.done; next = rows.next()) {
    batch.push(next.value.map(toJson));
    if (batch.length === size) break;
  }
  return batch;
}

/** An open statement keeps its read lock; interrupting and stepping it once more ends it. */
function abandon(handle: Handle, rows: Iterator<Stored[]>): void {
  handle.interrupt();
  try {
    while (!rows.next().done);
  } catch {
    // The interrupt is reported as an error, and that is what was wanted.
  }
}

async function changes(handle: Handle): Promise<number> {
  const statement = await handle.prepare('SELECT changes()');
  const [row] = (await statement.raw(true).all([])) as Stored[][];
  return Number(row?.[0] ?? 0);
}
