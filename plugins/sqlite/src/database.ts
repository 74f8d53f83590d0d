import { stat } from 'node:fs/promises';
import { type Credentials, type OpenContext, PatchbayError } from '@patchbay/plugin-sdk';
import type { fields } from './fields.js';
import { type Handle, loadDriver } from './driver.js';
import { Lock, Slots } from './locks.js';

/** How long a statement waits for another process that writes. */
const busyMs = 5_000;
/** Statements that may run at the same time on one file; SQLite lets only one of them write. */
const maxHandles = 4;

/** One connection's file with its open handles. */
export interface Database {
  openHandle(): Promise<Handle>;
  readonly idle: Handle[];
  readonly slots: Slots;
  /** Our own writers queue here instead of running into SQLite's lock. */
  readonly writer: Lock;
  closed: boolean;
}

export async function openDatabase(
  { path, readOnly, createIfMissing }: Credentials<typeof fields>,
  { files }: OpenContext,
): Promise<Database> {
  // Resolved once: everything later uses the real path that was checked.
  const file = await files.resolve(path);
  if (!createIfMissing || readOnly) await mustExist(file);
  const Driver = await loadDriver();
  return {
    idle: [],
    slots: new Slots(maxHandles),
    writer: new Lock(),
    closed: false,
    async openHandle() {
      const handle = new Driver(file, { timeout: busyMs });
      handle.defaultSafeIntegers(true);
      // The library has functions that read any file; a planted file's views and triggers must not call them.
      await handle.exec(`PRAGMA trusted_schema = OFF; PRAGMA query_only = ${readOnly ? 'ON' : 'OFF'}`);
      return handle;
    },
  };
}

export function closeDatabase(database: Database): void {
  database.closed = true;
  for (const handle of database.idle.splice(0)) handle.close();
}

async function mustExist(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    throw new PatchbayError(
      'connect-unreachable',
      'There is no file at this path. Check it, or allow creating the file.',
    );
  }
}
