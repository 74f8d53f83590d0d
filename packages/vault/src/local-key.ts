import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, encrypt, ivBytes, keyBytes, tagBytes } from './aes-gcm.js';
import { keyIdBytes } from './envelope.js';
import type { KeyHealth, KeyKind, KeyProvider } from './key-provider.js';

export interface LocalKeyOrigin {
  kind: KeyKind;
  place: string;
  health?: (keyId: string) => Promise<KeyHealth>;
}

/** One term of the master key, held in this process. Takes over `key` and overwrites it. */
export class LocalKey implements KeyProvider {
  readonly kind: KeyKind;
  readonly place: string;
  readonly keyId: string;
  readonly keyIds: readonly string[];
  // A KeyObject keeps the bytes in OpenSSL's memory, out of heap snapshots and inspection.
  readonly #key: KeyObject;

  constructor(
    key: Buffer,
    private readonly origin: LocalKeyOrigin,
    private readonly random: (size: number) => Buffer = randomBytes,
  ) {
    this.kind = origin.kind;
    this.place = origin.place;
    this.keyId = fingerprint(key);
    this.keyIds = [this.keyId];
    this.#key = createSecretKey(key);
    key.fill(0);
  }

  wrap(dataKey: Uint8Array, aad: Uint8Array): Buffer {
    const iv = this.random(ivBytes);
    const { ciphertext, tag } = encrypt(this.#key, iv, aad, dataKey);
    return Buffer.concat([iv, ciphertext, tag], wrappedBytes);
  }

  unwrap(keyId: string, wrapped: Uint8Array, aad: Uint8Array): Buffer | undefined {
    if (keyId !== this.keyId || wrapped.length !== wrappedBytes) return undefined;
    const ciphertext = wrapped.subarray(ivBytes, -tagBytes);
    return decrypt(this.#key, wrapped.subarray(0, ivBytes), aad, {
      ciphertext,
      tag: wrapped.subarray(-tagBytes),
    });
  }

  health(): Promise<KeyHealth> {
    return this.origin.health?.(this.keyId) ?? Promise.resolve({ ok: true });
  }
}

/** Names a key without leading back to it: HKDF-SHA256 with a label, 16 bytes as hex. */
export function fingerprint(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'patchbay master key id 1', keyIdBytes)).toString('hex');
}

const wrappedBytes = ivBytes + keyBytes + tagBytes;
