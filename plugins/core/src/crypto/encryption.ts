/* eslint-disable no-restricted-imports -- what a pattern encrypts is its data, by a key of its own; no record of ours is sealed here */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  scrypt,
  type ScryptOptions,
} from 'node:crypto';
import { promisify } from 'node:util';
import { wrong } from '../values/lists.js';
import type { Given } from './parameters.js';

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const saltBytes = 16;
/** Says how the key was made of the passphrase; another way would have another one. */
const version = 1;
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * Encrypts and decrypts the texts of one step. With a key of 32 bytes the result is `iv (12) | text | tag (16)`; with a
 * passphrase a byte 1 and the salt (16) stand before it, and the key is `scrypt(passphrase, salt, N = 32768, r = 8, p = 1)`.
 */
export class Encryption {
  /** By salt and passphrase: to make one takes a tenth of a second, on purpose. */
  readonly #keys = new Map<string, Promise<Buffer>>();
  // One for all of a step: what must not come twice with one key is the iv.
  readonly #salt = randomBytes(saltBytes);

  /** @throws PatchbayError `parameter-invalid` for a key that is none, which it never quotes */
  async encrypt(given: Given): Promise<Buffer> {
    if (given.mode === 'asymmetric') return encryptedFor(given.recipientKey, given.text);
    if (given.keyKind !== 'passphrase') return sealed(rawKey(given), given.text);
    const body = sealed(await this.#derived(given, this.#salt), given.text);
    return Buffer.concat([Buffer.of(version), this.#salt, body]);
  }

  /** @throws PatchbayError `parameter-invalid`, one and the same for another key and for a text that was changed */
  async decrypt(given: Given): Promise<string> {
    const bytes = Buffer.from(given.text, given.encoding);
    if (given.mode === 'asymmetric') return decryptedBy(given.decryptionKey, bytes);
    if (given.keyKind !== 'passphrase') return opened(rawKey(given), bytes);
    const [first] = bytes;
    const start = 1 + saltBytes;
    if (first !== version) throw unreadable();
    return opened(await this.#derived(given, bytes.subarray(1, start)), bytes.subarray(start));
  }

  #derived({ encryptionKey = '' }: Given, salt: Buffer): Promise<Buffer> {
    if (encryptionKey === '') throw wrong('encryptionKey', 'is empty; without a key nothing would be secret');
    const name = JSON.stringify([salt.toString('hex'), encryptionKey]);
    const known = this.#keys.get(name) ?? derive(encryptionKey, salt, keyBytes, cost);
    this.#keys.set(name, known);
    return known;
  }
}

function rawKey({ encryptionKey = '', keyKind }: Given): Buffer {
  const key = Buffer.from(encryptionKey.trim(), keyKind === 'hex' ? 'hex' : 'base64');
  if (key.length !== keyBytes) throw wrong('encryptionKey', 'is not 32 bytes in the encoding that is said');
  return key;
}

function sealed(key: Buffer, text: string): Buffer {
  const iv = randomBytes(ivBytes);
  const aes = createCipheriv(cipher, key, iv, { authTagLength: tagBytes });
  return Buffer.concat([iv, aes.update(text, 'utf8'), aes.final(), aes.getAuthTag()]);
}

function opened(key: Buffer, bytes: Buffer): string {
  if (bytes.length < ivBytes + tagBytes) throw unreadable();
  // With a length of its own a tag of four bytes would do, which can be guessed.
  const aes = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  aes.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([aes.update(bytes.subarray(ivBytes, -tagBytes)), aes.final()]).toString('utf8');
  } catch {
    throw unreadable();
  }
}

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };

function encryptedFor(key: string | undefined, text: string): Buffer {
  try {
    return publicEncrypt({ key: key ?? '', ...oaep }, Buffer.from(text, 'utf8'));
  } catch (error) {
    // What the library says may quote the key.
    if ((error as { code?: unknown }).code === 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE')
      throw wrong(
        'text',
        'is too long for this key: one of 2048 bits encrypts 190 bytes; use one key for both',
      );
    throw wrong('recipientKey', 'is not a public RSA key, as a PEM text');
  }
}

function decryptedBy(key: string | undefined, bytes: Buffer): string {
  try {
    return privateDecrypt({ key: key ?? '', ...oaep }, bytes).toString('utf8');
  } catch {
    throw unreadable();
  }
}

function unreadable() {
  return wrong('text', 'cannot be decrypted: the key is another one, or the text was changed');
}
