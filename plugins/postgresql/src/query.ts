import type pg from 'pg';
import type Cursor from 'pg-cursor';
import {
  BatchSize,
  type CallOptions,
  type JsonObject,
  type JsonValue,
  PatchbayError,
  type ReadOptions,
  rowsToObjects,
  type SqlRows,
  type SqlText,
} from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { withinLimit } from './guarded-connection.js';
import { beginReading, endReading, reading, refusalOf } from './reading.js';
import { openSession, withSession } from './session.js';
import { transaction } from './transaction.js';
import { texts, types, typesFor } from './types.js';

/** Executes one statement; with `maxRows` no more rows than that leave the server. */
export function runStatement(
  database: Database,
  statement: SqlText,
  { signal, readOnly, ...options }: ReadOptions & { maxRows?: number },
): Promise<SqlRows> {
  return withSession(database, signal, (client) =>
    withinLimit(client, () => {
      const query = () => queryOne(client, statement, options);
      return readOnly ? reading(client, query) : query();
    }),
  );
}

/** All of them in one transaction, or none. */
export function runStatements(
  database: Database,
  statements: readonly SqlText[],
  { signal, ...reading }: ReadOptions & { maxRows?: number },
): Promise<SqlRows[]> {
  return withSession(database, signal, (client) =>
    withinLimit(client, () =>
      transaction(client, async () => {
        const results: SqlRows[] = [];
        for (const statement of statements) {
          results.push(await queryOne(client, statement, reading));
          // A COMMIT among them would leave the rest without a transaction.
          if (client.getTransactionStatus() !== 'T') throw endedByItself();
        }
        return results;
      }),
    ),
  );
}

/** The same for a server that is not known yet: its values stay texts, whatever it says that they are. */
export function askForTexts(
  database: Database,
  statement: SqlText,
  { signal }: CallOptions,
): Promise<SqlRows> {
  return withSession(database, signal, (client) =>
    withinLimit(client, () => queryAll(client, statement, texts)),
  );
}

interface Reading {
  maxRows?: number;
  largeNumbers?: 'text';
}

function queryOne(client: pg.PoolClient, statement: SqlText, reading: Reading): Promise<SqlRows> {
  const { maxRows, largeNumbers } = reading;
  return maxRows === undefined
    ? queryAll(client, statement, typesFor(largeNumbers))
    : queryFirst(client, statement, maxRows, largeNumbers);
}

function endedByItself(): PatchbayError {
  return new PatchbayError(
    'sql-refused',
    'A statement ended the transaction in which all of them are executed. Leave it out, or execute them independently.',
  );
}

/** Rows in batches from a server-side portal, so that memory does not grow with the result. */
export async function* streamStatement(
  database: Database,
  statement: SqlText,
  { signal, largeNumbers, readOnly, batchSize = 500 }: ReadOptions & { batchSize?: number },
): AsyncGenerator<JsonObject[]> {
  const size = new BatchSize(batchSize);
  const session = await openSession(database, signal);
  let over = false;
  try {
    if (readOnly) await beginReading(session.client);
    const cursor = await openCursor(session.client, statement, largeNumbers);
    for (;;) {
      const count = size.next;
      const { columns, rows } = await readCursor(cursor, count);
      size.saw(rows);
      if (rows.length > 0) yield rowsToObjects(columns, rows);
      if (rows.length < count) break;
    }
    await cursor.close();
    if (readOnly) await endReading(session.client);
    over = true;
  } catch (error) {
    throw session.problem(readOnly ? refusalOf(error) : error);
  } finally {
    // A consumer that stops early leaves an open portal behind; the connection goes with it.
    session.end(!over);
  }
}

export async function queryAll(
  client: pg.PoolClient,
  statement: SqlText,
  as: pg.CustomTypesConfig = types,
): Promise<SqlRows> {
  // The extended protocol takes one statement only: text after a semicolon is refused, not executed.
  const config = { ...bound(statement), rowMode: 'array' as const, types: as, queryMode: 'extended' };
  const result = await client.query<JsonValue[]>(config);
  const columns = result.fields.map(({ name }) => name);
  return {
    columns,
    rows: rowsToObjects(columns, result.rows),
    rowCount: result.rowCount ?? result.rows.length,
  };
}

async function queryFirst(
  client: pg.PoolClient,
  statement: SqlText,
  maxRows: number,
  largeNumbers: 'text' | undefined,
): Promise<SqlRows> {
  const cursor = await openCursor(client, statement, largeNumbers);
  const { columns, rows, rowCount } = await readCursor(cursor, Math.max(1, maxRows));
  await cursor.close();
  const kept = rows.slice(0, maxRows);
  return {
    columns,
    rows: rowsToObjects(columns, kept),
    rowCount: columns.length > 0 ? kept.length : rowCount,
  };
}

interface Batch {
  columns: string[];
  rows: JsonValue[][];
  rowCount: number;
}

async function openCursor(
  client: pg.PoolClient,
  statement: SqlText,
  largeNumbers: 'text' | undefined,
): Promise<Cursor<JsonValue[]>> {
  const { default: PgCursor } = await import('pg-cursor');
  const { text, values } = bound(statement);
  return client.query(
    new PgCursor<JsonValue[]>(text, values, { rowMode: 'array', types: typesFor(largeNumbers) }),
  );
}

function readCursor(cursor: Cursor<JsonValue[]>, count: number): Promise<Batch> {
  return new Promise((resolve, reject) => {
    cursor.read(count, (error, rows, result) => {
      if (error) reject(error);
      else resolve({ rows, columns: result.fields.map(({ name }) => name), rowCount: result.rowCount ?? 0 });
    });
  });
}

/** `strings` with `$1…` between them; objects go as JSON, lists as PostgreSQL arrays (`= ANY(…)`). */
function bound({ strings, values }: SqlText): { text: string; values: JsonValue[] } {
  return { text: strings.reduce((text, part, index) => `${text}$${index}${part}`), values: [...values] };
}
