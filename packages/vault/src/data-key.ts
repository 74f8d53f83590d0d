import { createHmac } from 'node:crypto';

/** What one data key yields: the key that encrypts, and the value that pins a blob to this data key alone. */
export interface DerivedKeys {
  encryptionKey: Buffer;
  /**
   * GCM does not commit to its key: an attacker who knows two keys can craft one ciphertext that opens to two
   * different plaintexts. This value is stored in the blob and can belong to one data key only.
   */
  commitment: Buffer;
}

export function deriveKeys(dataKey: Uint8Array): DerivedKeys {
  const [encryptionKey, commitment] = expand(dataKey, info);
  return { encryptionKey, commitment };
}

/**
 * The first two blocks of HKDF-SHA256's expand step (RFC 5869, 2.3). The extract step is for keys that are not
 * uniform, ours are random (3.3); and Node's own `hkdfSync` takes twice as long as these two HMACs.
 */
export function expand(key: Uint8Array, label: Uint8Array): [first: Buffer, second: Buffer] {
  const first = createHmac('sha256', key).update(label).update(blockNumbers.subarray(0, 1)).digest();
  const second = createHmac('sha256', key)
    .update(first)
    .update(label)
    .update(blockNumbers.subarray(1))
    .digest();
  return [first, second];
}

const blockNumbers = Buffer.from([1, 2]);
const info = Buffer.from('patchbay envelope 1: encryption key, commitment');
