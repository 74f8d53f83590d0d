import { closeSync, existsSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PatchbayError } from '@patchbay/errors';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';
import { Store } from './store.js';
import { WalSync } from './wal-sync.js';

export type StoreLocation = { sqliteFile: string } | { postgresUrl: string };

/** Connects, and changes nothing: migrations are run by `migrate` once the master key has proved right. */
export async function openStore(location: StoreLocation): Promise<Store> {
  const dataSource = new DataSource({
    ...driverOptions(location),
    entities,
    migrations,
    migrationsTransactionMode: 'each',
  });
  try {
    await dataSource.initialize();
  } catch (cause) {
    throw new PatchbayError('config-invalid', { detail: unreachable(location), cause });
  }
  return new Store(
    dataSource,
    'sqliteFile' in location ? new WalSync(`${location.sqliteFile}-wal`) : undefined,
  );
}

/**
 * Brings the schema up to date; several hosts on one PostgreSQL do it one after the other. Answers with the names of
 * the migrations that were run.
 */
export async function migrate(store: Store): Promise<string[]> {
  if (store.kind === 'sqlite') return namesOf(await store.dataSource.runMigrations());
  const runner = store.dataSource.createQueryRunner();
  await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
  try {
    return namesOf(await store.dataSource.runMigrations());
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    await runner.release();
  }
}

const migrationLock = 7_281_642;

function namesOf(migrations: readonly { name: string }[]): string[] {
  return migrations.map(({ name }) => name);
}

function driverOptions(location: StoreLocation): DataSourceOptions {
  if ('postgresUrl' in location) {
    return {
      type: 'postgres',
      url: location.postgresUrl,
      installExtensions: false,
      applicationName: 'patchbay',
      poolSize: 10,
    };
  }
  // Made before SQLite opens it: its -wal and -shm files take over the mode.
  if (!existsSync(location.sqliteFile)) closeSync(openSync(location.sqliteFile, 'a', 0o600));
  return {
    type: 'better-sqlite3',
    driver: createRequire(import.meta.url)('libsql') as unknown,
    database: location.sqliteFile,
    prepareDatabase: prepareSqlite,
  };
}

interface SqliteHandle {
  pragma(text: string): unknown;
}

/**
 * WAL with NORMAL, and `WalSync` before a transaction is acknowledged: together they keep what FULL keeps, which
 * is that what was acknowledged survives the machine's power, not only a killed process; a lease's audit record
 * must not be lost after the secret went out.
 */
function prepareSqlite(database: SqliteHandle): void {
  for (const pragma of pragmas) database.pragma(pragma);
}

const pragmas = [
  'journal_mode = WAL',
  'synchronous = NORMAL',
  'busy_timeout = 5000',
  // KiB. In the usual 2 MiB ten thousand connections have no place, and each lease reads pages from the file anew.
  'cache_size = -32768',
];

function unreachable(location: StoreLocation): string {
  // Neither the URL nor the driver's message: both may carry the password.
  return 'postgresUrl' in location
    ? 'PATCHBAY_DATABASE_URL: the database cannot be reached, or refuses the login.'
    : `The store ${location.sqliteFile} cannot be opened.`;
}
