import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import type { Store } from '../database/store.js';
import { cleanUp } from './clean-up.js';

/** Of the superuser, on the PostgreSQL server of the tests. */
export function postgresUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (url === undefined)
    throw new Error('TEST_POSTGRES_URL is not set: run npm test, which starts the servers');
  return url;
}

/** Resolves to the rows of one statement. */
export async function asSuperuser(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: postgresUrl() });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Whether the server executes a statement with this text in it. */
export async function isExecuting(mark: string): Promise<boolean> {
  const sql =
    "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE $1 AND pid <> pg_backend_pid()";
  return (await asSuperuser(sql, [`%${mark}%`])).length > 0;
}

/** How many sessions of the store's database wait for the lock of another one. */
export async function sessionsWaiting({ dataSource }: Store): Promise<number> {
  const waiting = "wait_event_type = 'Lock' AND datname = current_database()";
  const sql = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE ${waiting}`;
  return (await dataSource.query<{ n: number }[]>(sql))[0]?.n ?? 0;
}

/** Held until it is released; `waitForIt` is a statement that lasts so long. */
export async function advisoryLock(): Promise<{ waitForIt: string; release(): Promise<void> }> {
  const key = randomInt(2 ** 31);
  const client = new Client({ connectionString: postgresUrl() });
  await client.connect();
  const release = () => client.end();
  cleanUp(release);
  await client.query('SELECT pg_advisory_lock($1)', [key]);
  return { waitForIt: `SELECT pg_advisory_lock_shared(${key})`, release };
}
