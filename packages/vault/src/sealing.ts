import { timingSafeEqual } from 'node:crypto';
import { decrypt, encrypt, ivBytes, keyBytes } from './aes-gcm.js';
import { additionalData, purposes, type Binding } from './binding.js';
import { deriveKeys } from './data-key.js';
import { encodeEnvelope, header, parseEnvelope, type Envelope } from './envelope.js';
import { openFailed } from './failures.js';
import type { KeyProvider } from './key-provider.js';

/** `random` is a parameter so that the published vectors can be reproduced; it stays inside this package. */
export function sealEnvelope(
  keys: KeyProvider,
  plaintext: Uint8Array,
  binding: Binding,
  random: (size: number) => Buffer,
): Buffer {
  const dataKey = random(keyBytes);
  const { encryptionKey, commitment } = deriveKeys(dataKey);
  try {
    const iv = random(ivBytes);
    const data = encrypt(encryptionKey, iv, additionalData(header, purposes.data, binding), plaintext);
    const wrapped = keys.wrap(dataKey, additionalData(header, purposes.key, binding), binding.project);
    return encodeEnvelope({ keyId: keys.keyId, wrapped, commitment, iv, ...data });
  } finally {
    dataKey.fill(0);
    encryptionKey.fill(0);
  }
}

export function openEnvelope(keys: KeyProvider, blob: Uint8Array, binding: Binding): Buffer {
  const envelope = parse(blob);
  return withDataKey(keys, envelope, binding, () => undefined).plaintext;
}

/** Opens the whole record first, so that a damaged one is found before its old key is retired. */
export function rewrapEnvelope(keys: KeyProvider, blob: Uint8Array, binding: Binding): Buffer {
  const envelope = parse(blob);
  const aad = additionalData(header, purposes.key, binding);
  const { plaintext, result } = withDataKey(keys, envelope, binding, (dataKey) =>
    envelope.keyId === keys.keyId ? envelope.wrapped : keys.wrap(dataKey, aad, binding.project),
  );
  plaintext.fill(0);
  return encodeEnvelope({ ...envelope, keyId: keys.keyId, wrapped: result });
}

export function parse(blob: Uint8Array): Envelope {
  const envelope = parseEnvelope(blob);
  if (envelope === undefined) throw openFailed();
  return envelope;
}

function withDataKey<T>(
  keys: KeyProvider,
  envelope: Envelope,
  binding: Binding,
  use: (dataKey: Buffer) => T,
): { plaintext: Buffer; result: T } {
  const dataKey = keys.unwrap(
    envelope.keyId,
    envelope.wrapped,
    additionalData(header, purposes.key, binding),
    binding.project,
  );
  if (dataKey === undefined) throw openFailed();
  const { encryptionKey, commitment } = deriveKeys(dataKey);
  try {
    // A ciphertext crafted to open under two data keys: only one of them can yield this commitment.
    if (!timingSafeEqual(commitment, envelope.commitment)) throw openFailed();
    const plaintext = decrypt(
      encryptionKey,
      envelope.iv,
      additionalData(header, purposes.data, binding),
      envelope,
    );
    if (plaintext === undefined) throw openFailed();
    return { plaintext, result: use(dataKey) };
  } finally {
    dataKey.fill(0);
    encryptionKey.fill(0);
  }
}
