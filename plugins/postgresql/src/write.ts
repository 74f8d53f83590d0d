import type pg from 'pg';
import { type CallOptions, type JsonObject, PatchbayError, type SqlWrite } from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { withSession } from './session.js';

/** Rows per statement; bounds the size of one message, not of the transaction. */
const chunkRows = 5_000;

/** Writes all rows in one transaction or none. */
export function writeRows(
  database: Database,
  write: SqlWrite,
  { signal }: CallOptions,
): Promise<{ affected: number }> {
  return withSession(database, signal, (client) => transaction(client, () => execute(client, write)));
}

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

async function execute(client: pg.PoolClient, write: SqlWrite): Promise<{ affected: number }> {
  const sql = statementOf(write);
  if (write.operation === 'replace') await client.query(`DELETE FROM ${tableOf(write)}`);
  const rows = write.operation === 'upsert' ? lastPerKey(write) : write.rows;
  let affected = 0;
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = JSON.stringify(rows.slice(start, start + chunkRows));
    affected += (await client.query(sql, [chunk])).rowCount ?? 0;
  }
  return { affected };
}

/**
 * One parameter holds the rows of a chunk as JSON and the server converts each value to its column's type, so
 * neither the limit of 65,535 parameters nor the ambiguity of arrays (JSON or PostgreSQL's) arises.
 */
function statementOf(write: SqlWrite): string {
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
function lastPerKey({ keys = [], rows }: SqlWrite): JsonObject[] {
  const byKey = new Map<string, JsonObject>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => row[name] ?? null));
    byKey.delete(key);
    byKey.set(key, row);
  }
  return [...byKey.values()];
}

function tableOf({ schema, table }: SqlWrite): string {
  return schema ? `${quote(schema)}.${quote(table)}` : quote(table);
}

/** Identifiers cannot be parameters; a quote inside one is doubled, so that no name ends its own quoting. */
function quote(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new PatchbayError('parameter-invalid', 'A table or column has no valid name.');
  return `"${name.replaceAll('"', '""')}"`;
}
