import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { PatchbayError } from '@patchbay/errors';
import { decrypt, encrypt, ivBytes, keyBytes, tagBytes } from './aes-gcm.js';

/** Bytes under a passphrase, in a form that can be written as JSON; binary members are base64. */
export interface PassphraseSealed {
  algorithm: 'AES-256-GCM';
  kdf: { name: 'scrypt'; n: number; r: number; p: number; salt: string };
  /** Proves the key before anything is decrypted with it. */
  commitment: string;
  iv: string;
  ciphertext: string;
  tag: string;
}

/**
 * Encrypts under a key that scrypt makes of the passphrase (128 MB of memory, about half a second).
 * @param context what the bytes are, bound to them: they open as nothing else
 */
export async function sealWithPassphrase(
  plaintext: Uint8Array,
  passphrase: string,
  context: string,
): Promise<PassphraseSealed> {
  const kdf = { name: 'scrypt', ...cost, salt: randomBytes(saltBytes).toString('base64') } as const;
  const { key, commitment } = await derive(passphrase, kdf);
  const iv = randomBytes(ivBytes);
  const { ciphertext, tag } = encrypt(key, iv, additionalData(context, kdf), plaintext);
  key.fill(0);
  return {
    algorithm: 'AES-256-GCM',
    kdf,
    commitment: commitment.toString('base64'),
    iv: iv.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: tag.toString('base64'),
  };
}

/**
 * The plaintext; the caller overwrites it when done.
 * @throws PatchbayError `passphrase-wrong`, the same for a wrong passphrase, damage and another context
 */
export async function openWithPassphrase(
  sealed: unknown,
  passphrase: string,
  context: string,
): Promise<Buffer> {
  if (!isSealed(sealed)) throw wrong();
  const { key, commitment } = await derive(passphrase, sealed.kdf);
  // GCM alone lets one ciphertext open under two keys, so that a file could show different people different things.
  const proven = timingSafeEqual(commitment, exact(sealed.commitment, commitmentBytes));
  const parts = { ciphertext: bytes(sealed.ciphertext), tag: exact(sealed.tag, tagBytes) };
  const aad = additionalData(context, sealed.kdf);
  const plaintext = proven ? decrypt(key, exact(sealed.iv, ivBytes), aad, parts) : undefined;
  key.fill(0);
  if (plaintext === undefined) throw wrong();
  return plaintext;
}

/** What OWASP asks of scrypt. */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;
const saltBytes = 16;
const commitmentBytes = 32;
/** Cost factors of a foreign file beyond these would take the host's memory, which is 128 · n · r bytes. */
const most = { n: 2 ** 18, r: 8, p: 4 } as const;

const scryptBytes = promisify<string, Buffer, number, object, Buffer>(scrypt);

async function derive(
  passphrase: string,
  { n, r, p, salt }: PassphraseSealed['kdf'],
): Promise<{ key: Buffer; commitment: Buffer }> {
  const options = { N: n, r, p, maxmem: 2 * 128 * most.n * most.r };
  const made = await scryptBytes(passphrase, bytes(salt), keyBytes + commitmentBytes, options);
  return { key: made.subarray(0, keyBytes), commitment: made.subarray(keyBytes) };
}

/** Each part behind its length, so that nothing can move from one to the next. */
function additionalData(context: string, { name, n, r, p, salt }: PassphraseSealed['kdf']): Buffer {
  const parts = [context, name, `${n}`, `${r}`, `${p}`, salt];
  return Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''));
}

function isSealed(value: unknown): value is PassphraseSealed {
  const { algorithm, kdf, ...texts } = (value ?? {}) as Partial<PassphraseSealed>;
  const { name, n = 0, r = 0, p = 0, salt } = kdf ?? {};
  const isPowerOfTwo = Number.isInteger(n) && n > 1 && (n & (n - 1)) === 0;
  return (
    algorithm === 'AES-256-GCM' &&
    name === 'scrypt' &&
    isPowerOfTwo &&
    n <= most.n &&
    [r, p].every((factor) => Number.isInteger(factor) && factor > 0) &&
    r <= most.r &&
    p <= most.p &&
    [salt, texts.commitment, texts.iv, texts.ciphertext, texts.tag].every((text) => typeof text === 'string')
  );
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

function exact(text: string, length: number): Buffer {
  const found = bytes(text);
  if (found.length !== length) throw wrong();
  return found;
}

function wrong(): PatchbayError {
  return new PatchbayError(
    'passphrase-wrong',
    'Nothing was read: the passphrase is wrong, or the file is damaged.',
  );
}
