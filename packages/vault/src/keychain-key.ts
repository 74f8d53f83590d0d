import { randomBytes } from 'node:crypto';
import { PatchbayError } from '@patchbay/errors';
import type { AsyncEntry } from '@napi-rs/keyring';
import { keyBytes } from './aes-gcm.js';
import { keyMissing } from './failures.js';
import type { KeyHealth, KeyProvider } from './key-provider.js';
import { formatKey, parseStoredKey } from './key-text.js';
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
  const entry = await openEntry();
  const text = (await read(entry)) ?? (create ? await store(entry) : undefined);
  if (text === undefined) throw keyMissing([place]);
  const health = (keyId: string) => lookAgain(entry, keyId);
  return new LocalKey(parseStoredKey(text, place), { kind: 'keychain', place, health });
}

const service = 'patchbay';
const account = 'patchbay-connection-key';
const place = `OS keychain (service ${service}, account ${account})`;

async function openEntry(): Promise<AsyncEntry> {
  try {
    const keyring = await import('@napi-rs/keyring');
    // Left to itself the library falls back to the kernel's keyring, which a reboot empties.
    return new keyring.AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  } catch (error) {
    throw unavailable(error);
  }
}

async function read(entry: AsyncEntry): Promise<string | undefined> {
  try {
    return (await entry.getPassword()) ?? undefined;
  } catch (error) {
    throw unavailable(error);
  }
}

/** A keychain cannot create exclusively. Of two first starts at once the loser is stopped by its key check. */
async function store(entry: AsyncEntry): Promise<string | undefined> {
  try {
    await entry.setPassword(formatKey(randomBytes(keyBytes)));
  } catch (error) {
    throw unavailable(error);
  }
  return read(entry);
}

async function lookAgain(entry: AsyncEntry, keyId: string): Promise<KeyHealth> {
  try {
    const text = await read(entry);
    if (text !== undefined && fingerprint(parseStoredKey(text, place)) === keyId) return { ok: true };
    return { ok: false, detail: `${place} no longer holds this key; Patchbay would not start again.` };
  } catch {
    return { ok: false, detail: `${place} cannot be read.` };
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
