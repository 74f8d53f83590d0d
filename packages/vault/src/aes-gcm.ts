import { createCipheriv, createDecipheriv, type CipherKey } from 'node:crypto';

export const keyBytes = 32;
export const ivBytes = 12;
export const tagBytes = 16;

export interface Ciphertext {
  ciphertext: Buffer;
  tag: Buffer;
}

/** AES-256-GCM. The caller guarantees that `iv` was never used with `key` before. */
export function encrypt(key: CipherKey, iv: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Ciphertext {
  const cipher = createCipheriv(algorithm, key, iv, options).setAAD(aad);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** The plaintext, or undefined when tag, key, IV or additional data do not belong to the ciphertext. */
export function decrypt(
  key: CipherKey,
  iv: Uint8Array,
  aad: Uint8Array,
  { ciphertext, tag }: Readonly<Record<keyof Ciphertext, Uint8Array>>,
): Buffer | undefined {
  const decipher = createDecipheriv(algorithm, key, iv, options).setAAD(aad);
  let plaintext: Buffer | undefined;
  try {
    decipher.setAuthTag(tag);
    plaintext = decipher.update(ciphertext);
    decipher.final();
    return plaintext;
  } catch {
    // GCM hands out the plaintext before it has checked the tag; nobody may find it in memory afterwards.
    plaintext?.fill(0);
    return undefined;
  }
}

const algorithm = 'aes-256-gcm';

// Without this, Node takes tags of 4 bytes, and a forger needs 2^32 tries instead of 2^128.
const options = { authTagLength: tagBytes };
