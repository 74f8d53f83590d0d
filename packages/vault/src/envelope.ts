import { ivBytes, tagBytes } from './aes-gcm.js';

/** Magic `PBEV`, format 1, algorithm 1 (AES-256-GCM for data and key, HKDF-SHA256 commitment). */
export const header = Buffer.from([0x50, 0x42, 0x45, 0x56, 1, 1]);
export const keyIdBytes = 16;
export const commitmentBytes = 32;

/** The fields of a blob in their order; `docs/reference/envelope-format.md` is their specification. */
export interface Envelope {
  /** Lower-case hex of 16 bytes. */
  keyId: string;
  /** The data key as the key provider wrapped it; its form is the provider's own. */
  wrapped: Uint8Array;
  commitment: Uint8Array;
  iv: Uint8Array;
  ciphertext: Uint8Array;
  tag: Uint8Array;
}

export function encodeEnvelope(envelope: Envelope): Buffer {
  const { wrapped, commitment, iv, ciphertext, tag } = envelope;
  const blob = Buffer.allocUnsafe(smallest + wrapped.length + ciphertext.length);
  blob.set(header);
  blob.write(envelope.keyId, keyIdAt, 'hex');
  let end = blob.writeUInt16BE(wrapped.length, wrappedLengthAt);
  for (const part of [wrapped, commitment, iv, ciphertext, tag]) {
    blob.set(part, end);
    end += part.length;
  }
  return blob;
}

/** The fields as views into the blob, or undefined when the bytes cannot be an envelope of this format. */
export function parseEnvelope(bytes: Uint8Array): Envelope | undefined {
  const blob = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (blob.length < smallest || header.compare(blob, 0, header.length) !== 0) return undefined;
  const ivAt = wrappedAt + blob.readUInt16BE(wrappedLengthAt) + commitmentBytes;
  const ciphertextAt = ivAt + ivBytes;
  const tagAt = blob.length - tagBytes;
  // A forged length of the wrapped key would cut the fields behind it short.
  if (ciphertextAt > tagAt) return undefined;
  return {
    keyId: blob.toString('hex', keyIdAt, wrappedLengthAt),
    wrapped: blob.subarray(wrappedAt, ivAt - commitmentBytes),
    commitment: blob.subarray(ivAt - commitmentBytes, ivAt),
    iv: blob.subarray(ivAt, ciphertextAt),
    ciphertext: blob.subarray(ciphertextAt, tagAt),
    tag: blob.subarray(tagAt),
  };
}

const keyIdAt = header.length;
const wrappedLengthAt = keyIdAt + keyIdBytes;
const wrappedAt = wrappedLengthAt + 2;
const smallest = wrappedAt + commitmentBytes + ivBytes + tagBytes;
