import type pg from 'pg';
import {
  type CallOptions,
  type JsonObject,
  type JsonValue,
  PatchbayError,
  rowsToObjects,
  type SqlWrite,
  type SqlWritten,
} from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { withinLimit } from './guarded-connection.js';
import { withSession } from './session.js';
import { transaction } from './transaction.js';
import { types } from './types.js';

/** Rows per statement; bounds the size of one message, not of the transaction. */
const chunkRows = 5_000;

/** Writes all rows in one transaction or none, also when reading them fails. */
export function writeRows(
  database: Database,
  write: Plan,
  batches: Batches,
  { signal }: CallOptions,
): Promise<SqlWritten> {
  return withSession(database, signal, (client) =>
    // Rows that are given back are kept until all are written.
    withinLimit(client, () => transaction(client, () => execute(client, write, batches))),
  );
}

type Plan = Omit<SqlWrite, 'rows'>;
type Batches = AsyncIterable<readonly JsonObject[]> | Iterable<readonly JsonObject[]>;

async function execute(client: pg.PoolClient, write: Plan, batches: Batches): Promise<SqlWritten> {
  const sql = statementOf(write);
  if (write.operation === 'replace') await client.query(`DELETE FROM ${tableOf(write)}`);
  const returned: JsonObject[] = [];
  let affected = 0;
  for await (const given of batches) {
    for (let start = 0; start < given.length; start += chunkRows) {
      const chunk = await writeChunk(client, sql, write, given.slice(start, start + chunkRows));
      affected += chunk.affected;
      for (const row of rowsToObjects(chunk.columns, chunk.rows)) returned.push(row);
    }
  }
  return write.returning ? { affected, rows: returned } : { affected };
}

interface Chunk {
  affected: number;
  columns: string[];
  rows: JsonValue[][];
}

async function writeChunk(
  client: pg.PoolClient,
  sql: string,
  { operation, columns, keys = [] }: Plan,
  given: readonly JsonObject[],
): Promise<Chunk> {
  const hasKeys = operation === 'upsert' || operation === 'update';
  const rows = hasKeys ? lastPerKey(keys, given) : given;
  const config = { text: sql, values: [JSON.stringify(rows)], rowMode: 'array' as const, types };
  const result = await client.query<JsonValue[]>(config);
  // Counted as if the rows were written one by one; an upsert of keys alone changes nothing that is there.
  const changes = operation === 'upsert' && columns.some((column) => !keys.includes(column));
  return {
    affected: (result.rowCount ?? 0) + (changes ? given.length - rows.length : 0),
    columns: result.fields.map(({ name }) => name),
    rows: result.rows,
  };
}

/**
 * One parameter holds the rows of a chunk as JSON and the server converts each value to its column's type, so
 * neither the limit of 65,535 parameters nor the ambiguity of arrays (JSON or PostgreSQL's) arises.
 */
function statementOf(write: Plan): string {
  const { columns, keys = [], operation } = write;
  if (columns.length === 0) throw new PatchbayError('parameter-invalid', 'There is no column to write.');
  if (keys.length === 0 && operation !== 'insert' && operation !== 'replace') {
    throw new PatchbayError(
      'parameter-invalid',
      `To ${operation} rows, "keys" must name the columns that identify one.`,
    );
  }
  const table = tableOf(write);
  const source = `json_populate_recordset(NULL::${table}, $1) AS s`;
  const names = columns.map(quote).join(', ');
  const insert = `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${source}`;
  const values = columns.filter((column) => !keys.includes(column)).map(quote);
  const matches = keys.map((key) => `t.${quote(key)} = s.${quote(key)}`).join(' AND ');
  const returning = returningOf(write);
  switch (operation) {
    case 'insert':
      return `${insert}${write.skipConflicts ? ' ON CONFLICT DO NOTHING' : ''}${returning('')}`;
    case 'replace':
      return `${insert}${returning('')}`;
    case 'upsert': {
      const set = values.map((name) => `${name} = EXCLUDED.${name}`).join(', ');
      return `${insert} ON CONFLICT (${keys.map(quote).join(', ')}) DO ${set ? `UPDATE SET ${set}` : 'NOTHING'}${returning('')}`;
    }
    case 'update':
      if (values.length === 0)
        throw new PatchbayError('parameter-invalid', 'All columns are keys; there is nothing to update.');
      return `UPDATE ${table} AS t SET ${values.map((name) => `${name} = s.${name}`).join(', ')} FROM ${source} WHERE ${matches}${returning('t.')}`;
    case 'delete':
      return `DELETE FROM ${table} AS t USING ${source} WHERE ${matches}${returning('t.')}`;
  }
}

/** Where a second table is in sight, names say that they are of the one that is written. */
function returningOf({ returning }: Plan): (prefix: string) => string {
  if (!returning) return () => '';
  return (prefix) =>
    ` RETURNING ${returning.map((name) => prefix + (name === '*' ? name : quote(name))).join(', ')}`;
}

/** One statement cannot update a row twice; as if written one by one, the last row of a key wins. */
function lastPerKey(keys: readonly string[], rows: readonly JsonObject[]): JsonObject[] {
  const byKey = new Map<string, JsonObject>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => row[name] ?? null));
    byKey.delete(key);
    byKey.set(key, row);
  }
  return [...byKey.values()];
}

function tableOf({ schema, table }: Plan): string {
  return schema ? `${quote(schema)}.${quote(table)}` : quote(table);
}

/** Identifiers cannot be parameters; a quote inside one is doubled, so that no name ends its own quoting. */
function quote(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new PatchbayError('parameter-invalid', 'A table or column has no valid name.');
  return `"${name.replaceAll('"', '""')}"`;
}
