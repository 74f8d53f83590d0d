import { keyMissing } from './failures.js';
import type { KeyProvider } from './key-provider.js';
import { parseGivenKey } from './key-text.js';
import { LocalKey } from './local-key.js';

export interface EnvKeyOptions {
  /** What the host read from the file descriptor; undefined or blank means that there was nothing. */
  text: string | undefined;
  /** Name of the variable it came from, for messages. */
  source: string;
}

/**
 * The master key as text from the environment: 32 bytes as base64, base64url or hex, or a key file's line.
 * This package never reads the environment itself.
 * @throws PatchbayError `key-missing` or `key-invalid`, naming the source, never the text
 */
export function openEnvKey({ text, source }: EnvKeyOptions): KeyProvider {
  if (text === undefined || text.trim() === '') throw keyMissing([source]);
  return new LocalKey(parseGivenKey(text, source), { kind: 'env', place: source });
}
