import { randomBytes } from 'node:crypto';
import { PatchbayError } from '@patchbay/errors';
import type { AsyncEntry } from '@napi-rs/keyring';
import { keyBytes } from './aes-gcm.js';
import { keyMissing } from './failures.js';
import type { KeyHealth, KeyProvider } from './key-provider.js';
import { formatKey, parseStoredKey, parseStoredKeys } from './key-text.js';
import { fingerprint, LocalKey } from './local-key.js';

export interface KeychainKeyOptions {
  /** Only for fresh data: makes a new key when there is no entry. */
  create?: boolean;
}

/**
 * The master key from the OS keychain: service `patchbay`, account `patchbay-connection-key`. The system may
 * ask its user to unlock it, and this waits for the answer.
 * @throws PatchbayError `keychain-unavailable`, `key-missing` (no entry and `create` not set), `key-invalid`
 */
export async function openKeychainKey({ create = false }: KeychainKeyOptions = {}): Promise<KeyProvider> {
  const keychain = await openKeychain();
  if (create && (await keychain.read()) === undefined) await keychain.write(formatKey(randomBytes(keyBytes)));
  // Read back: a keychain cannot create exclusively. Of two first starts at once the loser is stopped by its key check.
  const text = await keychain.read();
  if (text === undefined) throw keyMissing([keychainPlace]);
  const health = (keyId: string) => keychainHealth(keychain, keyId);
  return new LocalKey(parseStoredKey(text, keychainPlace), {
    kind: 'keychain',
    place: keychainPlace,
    health,
  });
}

/** The one entry that is ours. */
export interface Keychain {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

/** @throws PatchbayError `keychain-unavailable`, as its methods do */
export async function openKeychain(): Promise<Keychain> {
  const entry = await openEntry();
  return {
    read: async () => (await attempt(() => entry.getPassword())) ?? undefined,
    write: async (text) => void (await attempt(() => entry.setPassword(text))),
  };
}

/** Whether the entry still holds this key, perhaps among others. */
export async function keychainHealth(keychain: Keychain, keyId: string): Promise<KeyHealth> {
  try {
    const text = await keychain.read();
    const keys = text === undefined ? [] : parseStoredKeys(text, keychainPlace);
    if (keys.some((key) => fingerprint(key) === keyId)) return { ok: true };
    return {
      ok: false,
      detail: `${keychainPlace} no longer holds this key; Patchbay would not start again.`,
    };
  } catch {
    return { ok: false, detail: `${keychainPlace} cannot be read.` };
  }
}

const service = 'patchbay';
const account = 'patchbay-connection-key';
export const keychainPlace = `OS keychain (service ${service}, account ${account})`;

async function openEntry(): Promise<AsyncEntry> {
  try {
    const keyring = await import('@napi-rs/keyring');
    // Left to itself the library falls back to the kernel's keyring, which a reboot empties.
    return new keyring.AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  } catch (error) {
    throw unavailable(error);
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(cause: unknown): PatchbayError {
  return new PatchbayError('keychain-unavailable', {
    detail:
      'The OS keychain was asked for and cannot be used: there is none in this session, or it is locked. ' +
      'No other place was tried. Unlock it, or choose the key provider file or env.',
    cause,
  });
}
