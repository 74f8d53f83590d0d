import { PatchbayError } from '@patchbay/errors';
import { keyBytes } from './aes-gcm.js';

/** The line that key files and the keychain hold. */
export function formatKey(key: Buffer): string {
  return `${prefix}${key.toString('base64')}`;
}

/**
 * Reads the line that `formatKey` wrote, and nothing else.
 * @throws PatchbayError `key-invalid` naming the place, never the text
 */
export function parseStoredKey(text: string, place: string): Buffer {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  const key = line.startsWith(prefix) ? exactly(line.slice(prefix.length), 'base64') : undefined;
  if (key !== undefined) return key;
  throw new PatchbayError(
    'key-invalid',
    `${place} does not hold a Patchbay key (one line, ${prefix}<base64>).`,
  );
}

/** The lines of a place that holds several terms. */
export function formatKeys(keys: readonly Buffer[]): string {
  return keys.map((key) => `${formatKey(key)}\n`).join('');
}

/**
 * Reads what `formatKeys` wrote, and nothing else: one key, or while a rotation goes on two.
 * @throws PatchbayError `key-invalid` naming the place, never the text
 */
export function parseStoredKeys(text: string, place: string): Buffer[] {
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
  return lines.split('\n').map((line) => parseStoredKey(line, place));
}

/**
 * Reads a key that a person typed: the stored form, or 32 bytes as base64, base64url or hex.
 * @throws PatchbayError `key-invalid` naming the place, never the text
 */
export function parseGivenKey(text: string, place: string): Buffer {
  const given = text.trim();
  if (given.startsWith(prefix)) return parseStoredKey(given, place);
  const key = exactly(given, 'base64') ?? exactly(given, 'base64url') ?? exactly(given, 'hex');
  if (key !== undefined) return key;
  throw new PatchbayError(
    'key-invalid',
    `${place} does not hold a key: give 32 random bytes as base64, base64url or 64 hexadecimal digits ` +
      '(for instance from: openssl rand -base64 32). A password or passphrase is not a key.',
  );
}

const prefix = 'patchbay-key-1:';

/** Node skips characters that it does not know, so what was read must write out as the same text again. */
function exactly(text: string, encoding: 'base64' | 'base64url' | 'hex'): Buffer | undefined {
  const key = Buffer.from(text, encoding);
  const same = key.toString(encoding) === (encoding === 'hex' ? text.toLowerCase() : text);
  return key.length === keyBytes && same ? key : undefined;
}
