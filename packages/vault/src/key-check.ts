import { PatchbayError } from '@patchbay/errors';
import type { Binding } from './binding.js';
import type { Vault } from './vault.js';

/** Kept beside the data as plain JSON; it proves at every start that the key found is the right one. */
export interface KeyCheck {
  /** Fingerprint of the key that the data is sealed with. */
  keyId: string;
  /** A sealed fixed text, base64. */
  sealed: string;
}

/** One per instance and key term; made when the data is fresh, or a rotation activates a term. */
export function createKeyCheck(vault: Vault, instanceId: string): KeyCheck {
  return {
    keyId: vault.keyId,
    sealed: vault.seal(Buffer.from(text), binding(instanceId)).toString('base64'),
  };
}

/**
 * Returns when `stored` was made by a key of this vault for this instance. Writes nothing.
 * @param lookedAt every place where a key was looked for
 * @throws PatchbayError `key-mismatch` naming both fingerprints and the places; `key-invalid` when the stored
 * check is no check at all
 */
export function verifyKeyCheck(
  vault: Vault,
  instanceId: string,
  stored: unknown,
  lookedAt: readonly string[] = [vault.place],
): void {
  if (!isKeyCheck(stored)) {
    throw new PatchbayError(
      'key-invalid',
      'The key check stored beside the data is damaged. Restore it from a backup.',
    );
  }
  if (!vault.keyIds.includes(stored.keyId))
    throw mismatch(vault, stored, lookedAt, 'Bring back the key it names.');
  try {
    if (vault.open(Buffer.from(stored.sealed, 'base64'), binding(instanceId)).toString() === text) return;
  } catch {
    // Told apart below only by its sentence: both mean that this key does not fit this data.
  }
  throw mismatch(
    vault,
    stored,
    lookedAt,
    'The check does not open: it is damaged or belongs to another instance.',
  );
}

const text = 'patchbay key check 1';

function binding(instance: string): Binding {
  return {
    instance,
    project: '*',
    table: 'key_check',
    record: 'key_check',
    column: 'sealed',
    connectorType: '',
    version: 0,
  };
}

function isKeyCheck(value: unknown): value is KeyCheck {
  if (typeof value !== 'object' || value === null) return false;
  const { keyId, sealed } = value as Partial<Record<keyof KeyCheck, unknown>>;
  return typeof keyId === 'string' && /^[0-9a-f]{32}$/.test(keyId) && typeof sealed === 'string';
}

function mismatch(vault: Vault, stored: KeyCheck, lookedAt: readonly string[], hint: string): PatchbayError {
  const found = vault.keyIds.join(', ');
  return new PatchbayError('key-mismatch', {
    detail:
      `The data was sealed with the key ${stored.keyId}, the key found is ${found}. ` +
      `Looked at: ${lookedAt.join(', ')}. Nothing was written. ${hint}`,
    extra: { expected: stored.keyId, found: vault.keyIds, lookedAt },
  });
}
