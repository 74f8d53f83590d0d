import { getHeapStatistics } from 'node:v8';
import type { Credentials, OpenContext } from '@patchbay/plugin-sdk';
import { checkFile } from './check-file.js';
import { type Handle, loadDriver, withoutBlocking } from './driver.js';
import type { fields } from './fields.js';
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
  const mayCreate = createIfMissing && !readOnly;
  await checkFile(file, { mayCreate });
  const Driver = await loadDriver();
  return {
    idle: [],
    slots: new Slots(maxHandles),
    writer: new Lock(),
    closed: false,
    async openHandle() {
      // Again: it may have been replaced since.
      await checkFile(file, { mayCreate });
      const handle = withoutBlocking(new Driver(file, { timeout: busyMs }));
      handle.defaultSafeIntegers(true);
      await handle.exec(`${defences()}; PRAGMA query_only = ${readOnly ? 'ON' : 'OFF'}`);
      return handle;
    },
  };
}

export function closeDatabase(database: Database): void {
  database.closed = true;
  for (const handle of database.idle.splice(0)) handle.close();
}

/** Of the memory for JavaScript, what the engine may take beside it. */
const engineShare = 0.6;

/**
 * The library has functions that read any file; a planted file's views and triggers must not call them. A damaged file
 * is found out before its lengths are believed, and one that claims a value of a gigabyte fails instead of the process.
 */
function defences(): string {
  const bytes = Math.floor(getHeapStatistics().heap_size_limit * engineShare);
  return `PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA hard_heap_limit = ${bytes}`;
}
