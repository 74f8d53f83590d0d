import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isPatchbayError } from '@patchbay/errors';
import { keyBytes } from './aes-gcm.js';
import { keyMissing } from './failures.js';
import { createKeyFile, readKeyFile } from './key-file.js';
import { refuseInside } from './key-path.js';
import type { KeyHealth, KeyProvider } from './key-provider.js';
import { formatKey, parseStoredKey, parseStoredKeys } from './key-text.js';
import { fingerprint, LocalKey } from './local-key.js';

export interface FileKeyOptions {
  /** Default: `~/.config/patchbay/master.key`. */
  path?: string;
  /** A backup of this directory must not carry the key that opens it. */
  dataDirectory: string;
  /** Only for fresh data: makes a new key when there is no file. */
  create?: boolean;
}

export function defaultKeyPath(home: string = homedir()): string {
  return join(home, '.config', 'patchbay', 'master.key');
}

/**
 * The master key from a file of our own with mode 0600.
 * @throws PatchbayError `key-missing` (no file and `create` not set), `key-unsafe` (inside the data directory,
 * readable or replaceable by others, foreign owner, symlink, not a regular file), `key-invalid` (other content)
 */
export function openFileKey({
  path = defaultKeyPath(),
  dataDirectory,
  create = false,
}: FileKeyOptions): KeyProvider {
  refuseInside(path, dataDirectory);
  if (create) createKeyFile(path, () => `${formatKey(randomBytes(keyBytes))}\n`);
  const text = readKeyFile(path);
  if (text === undefined) throw keyMissing([path], 'Restore the key file from where you keep it.');
  const health = (keyId: string) => Promise.resolve(lookAgain(path, keyId));
  return new LocalKey(parseStoredKey(text, path), { kind: 'file', place: path, health });
}

/** Whether the file still holds this key, perhaps among others. */
export function lookAgain(path: string, keyId: string): KeyHealth {
  try {
    const text = readKeyFile(path);
    if (text === undefined)
      return { ok: false, detail: `${path} is gone; Patchbay cannot start again without it.` };
    if (parseStoredKeys(text, path).some((key) => fingerprint(key) === keyId)) return { ok: true };
    return { ok: false, detail: `${path} holds another key now; Patchbay would not start with it.` };
  } catch (error) {
    return { ok: false, detail: isPatchbayError(error) ? error.message : `${path} cannot be read.` };
  }
}
