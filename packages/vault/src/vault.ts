import { randomBytes } from 'node:crypto';
import type { Binding } from './binding.js';
import { keyMissing } from './failures.js';
import type { KeyHealth, KeyKind, KeyProvider } from './key-provider.js';
import { openEnvelope, parse, rewrapEnvelope, sealEnvelope } from './sealing.js';

/** Seals and opens bytes under the master key of one provider. All methods are synchronous. */
export class Vault {
  constructor(private keys: KeyProvider) {}

  /** From now on these terms seal and open; a rotation changes them while the process works. */
  use(keys: KeyProvider): void {
    this.keys = keys;
  }

  get kind(): KeyKind {
    return this.keys.kind;
  }

  /** Where the master key was found, for people. */
  get place(): string {
    return this.keys.place;
  }

  /** Fingerprint of the current term, 32 hexadecimal digits. */
  get keyId(): string {
    return this.keys.keyId;
  }

  /** Fingerprints of all terms that open, the current one first. */
  get keyIds(): readonly string[] {
    return this.keys.keyIds;
  }

  /** Encrypts with a fresh data key; the blob is 145 bytes longer. Empty plaintext is sealed like any other. */
  seal(plaintext: Uint8Array, binding: Binding): Buffer {
    return sealEnvelope(this.keys, plaintext, binding, randomBytes);
  }

  /**
   * The plaintext; the caller overwrites it when done.
   * @throws PatchbayError `open-failed`, the same for every cause: damage, another binding, another key
   */
  open(blob: Uint8Array, binding: Binding): Buffer {
    return openEnvelope(this.keys, blob, binding);
  }

  /**
   * The same data ciphertext with its data key wrapped under the current term; unchanged when it is already.
   * @throws PatchbayError `open-failed` when the record does not open
   */
  rewrap(blob: Uint8Array, binding: Binding): Buffer {
    return rewrapEnvelope(this.keys, blob, binding);
  }

  /**
   * For people who look into an `open-failed`: says when the blob names a term that this vault does not hold.
   * What the blob names is not authenticated, so `open` itself never tells.
   * @throws PatchbayError `key-missing` naming the fingerprint
   */
  requireKeyOf(blob: Uint8Array): void {
    const keyId = keyIdOf(blob);
    if (this.keyIds.includes(keyId)) return;
    throw keyMissing([this.place], `The record names the key ${keyId}.`);
  }

  health(): Promise<KeyHealth> {
    return this.keys.health();
  }
}

/**
 * Fingerprint of the term that a blob names, 32 hexadecimal digits; read, not authenticated.
 * @throws PatchbayError `open-failed` when the bytes are no envelope
 */
export function keyIdOf(blob: Uint8Array): string {
  return parse(blob).keyId;
}
