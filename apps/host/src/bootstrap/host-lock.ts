import { closeSync, existsSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PatchbayError } from '@patchbay/errors';

/**
 * Refuses a second host on the same data directory: two of them would run transactions past each other's mutex.
 * The lock is an open transaction on a file of its own, so the kernel lets go of it however the process ends.
 */
export function lockDataDirectory(path: string, directory: string): () => void {
  // Only when it is missing: closing any descriptor of a file lets go of all locks that this process has on it.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  const database = new Database(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new PatchbayError('config-invalid', {
      detail: `Another Patchbay uses the data directory ${directory}. Stop it first, or choose another by PATCHBAY_DATA_DIR.`,
      cause,
    });
  }
  return () => {
    database.close();
  };
}

interface LockDatabase {
  exec(sql: string): void;
  close(): void;
}

const Database = createRequire(import.meta.url)('libsql') as new (
  path: string,
  options: object,
) => LockDatabase;
