import type pg from 'pg';
import { type CallOptions, type JsonObject, PatchbayError, type SqlWrite } from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { withSession } from './session.js';

/** Rows per statement; bounds the size of one message, not of the transaction. */
const chunkRows = 5_000;

/** Writes all rows in one transaction or none, also when reading them fails. */
export function writeRows(
  database: Database,
  write: Plan,
  batches: Batches,
  { signal }: CallOptions,
): Promise<{ affected: number }> {
  return withSession(database, signal, (client) =>
    transaction(client, () => execute(client, write, batches)),
  );
}

type Plan = Omit<SqlWrite, 'rows'>;
type Batches = AsyncIterable<readonly JsonObject[]> | Iterable<readonly JsonObject[]>;

async function transaction<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // If this fails too, the connection is broken and the server rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function execute(client: pg.PoolClient, write: Plan, batches: Batches): Promise<{ affected: number }> {
  const sql = statementOf(write);
  if (write.operation === 'replace') await client.query(`DELETE FROM ${tableOf(write)}`);
  let affected = 0;
  for await (const rows of batches) {
    for (let start = 0; start < rows.length; start += chunkRows)
      affected += await writeChunk(client, sql, write, rows.slice(start, start + chunkRows));
  }
  return { affected };
}

async function writeChunk(
  client: pg.PoolClient,
  sql: string,
  { operation, columns, keys = [] }: Plan,
  given: readonly JsonObject[],
): Promise<number> {
  const hasKeys = operation === 'upsert' || operation === 'update';
  const rows = hasKeys ? lastPerKey(keys, given) : given;
  const { rowCount } = await client.query(sql, [JSON.stringify(rows)]);
  // Counted as if the rows were written one by one; an upsert of keys alone changes nothing that is there.
  const changes = operation === 'upsert' && columns.some((column) => !keys.includes(column));
  return (rowCount ?? 0) + (changes ? given.length - rows.length : 0);
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
  switch (operation) {
    case 'insert':
    case 'replace':
      return insert;
    case 'upsert': {
      const set = values.map((name) => `${name} = EXCLUDED.${name}`).join(', ');
      return `${insert} ON CONFLICT (${keys.map(quote).join(', ')}) DO ${set ? `UPDATE SET ${set}` : 'NOTHING'}`;
    }
    case 'update':
      if (values.length === 0)
        throw new PatchbayError('parameter-invalid', 'All columns are keys; there is nothing to update.');
      return `UPDATE ${table} AS t SET ${values.map((name) => `${name} = s.${name}`).join(', ')} FROM ${source} WHERE ${matches}`;
    case 'delete':
      return `DELETE FROM ${table} AS t USING ${source} WHERE ${matches}`;
  }
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
