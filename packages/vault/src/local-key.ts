import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
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
  readonly #byOwner = new Map<string, KeyObject>();

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

  wrap(dataKey: Uint8Array, aad: Uint8Array, owner: string): Buffer {
    const iv = this.random(ivBytes);
    const { ciphertext, tag } = encrypt(this.#keyOf(owner), iv, aad, dataKey);
    return Buffer.concat([byOwner, iv, ciphertext, tag], wrappedBytes);
  }

  unwrap(keyId: string, wrapped: Uint8Array, aad: Uint8Array, owner: string): Buffer | undefined {
    if (keyId !== this.keyId) return undefined;
    if (wrapped.length === olderBytes) return unwrapBy(this.#key, wrapped, aad);
    if (wrapped.length !== wrappedBytes || wrapped[0] !== byOwner[0]) return undefined;
    return unwrapBy(this.#keyOf(owner), wrapped.subarray(byOwner.length), aad);
  }

  /** HKDF-Expand, one block: who gets hold of the key of one owner opens nothing of another. */
  #keyOf(owner: string): KeyObject {
    const known = this.#byOwner.get(owner);
    if (known !== undefined) return known;
    const derived = createHmac('sha256', this.#key)
      .update(ownerLabel)
      .update(owner)
      .update(firstBlock)
      .digest();
    const key = createSecretKey(derived);
    derived.fill(0);
    if (this.#byOwner.size >= mostOwners) this.#byOwner.clear();
    this.#byOwner.set(owner, key);
    return key;
  }

  health(): Promise<KeyHealth> {
    return this.origin.health?.(this.keyId) ?? Promise.resolve({ ok: true });
  }
}

/** Names a key without leading back to it: HKDF-SHA256 with a label, 16 bytes as hex. */
export function fingerprint(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'patchbay master key id 1', keyIdBytes)).toString('hex');
}

function unwrapBy(key: KeyObject, wrapped: Uint8Array, aad: Uint8Array): Buffer | undefined {
  const ciphertext = wrapped.subarray(ivBytes, -tagBytes);
  const tag = wrapped.subarray(-tagBytes);
  return decrypt(key, wrapped.subarray(0, ivBytes), aad, { ciphertext, tag });
}

/** How it begins; before owners had keys of their own it had no such byte, and those still open. */
const byOwner = Buffer.from([1]);
const olderBytes = ivBytes + keyBytes + tagBytes;
const wrappedBytes = byOwner.length + olderBytes;
const ownerLabel = 'patchbay wrapping key of an owner 1: ';
const firstBlock = Buffer.from([1]);
const mostOwners = 1_000;
