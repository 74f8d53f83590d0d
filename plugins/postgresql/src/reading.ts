import type pg from 'pg';
import { PatchbayError } from '@patchbay/plugin-sdk';

export async function beginReading(client: pg.PoolClient): Promise<void> {
  await client.query('BEGIN READ ONLY');
}

export async function endReading(client: pg.PoolClient): Promise<void> {
  await client.query('COMMIT');
}

/** In a transaction in which the server changes nothing, whatever a function does that the statement calls. */
export async function reading<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await beginReading(client);
  try {
    const result = await work();
    await endReading(client);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw refusalOf(error);
  }
}

/** `sql-refused` for what the server would have had to change something for; any other error as it is. */
export function refusalOf(error: unknown): unknown {
  if ((error as { code?: unknown } | undefined)?.code !== changesSomething) return error;
  return new PatchbayError(
    'sql-refused',
    'The statement would change something, and this step only reads. Use the SQL Query node for it.',
  );
}

/** SQLSTATE read_only_sql_transaction. */
const changesSomething = '25006';
