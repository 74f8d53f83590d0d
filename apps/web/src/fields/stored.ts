import type { ConnectionDetail } from '@patchbay/contracts';
import { MASK, type JsonObject, type JsonValue } from '@patchbay/fields';
import { isObject } from './values.js';

/** The API names set secrets without the leading slash: `password`, `headers/X-Api-Key`. */
export function pointersOf(secretKeys: readonly string[]): string[] {
  return secretKeys.map((key) => `/${key}`);
}

/** What a form has to know of a saved connection's secrets: how they read masked, which are set, since when. */
export function savedOf({ config, secretKeys, secretsSetAt }: Saved) {
  return { masked: config as JsonObject, stored: pointersOf(secretKeys), secretsSetAt };
}

type Saved = Pick<ConnectionDetail, 'config' | 'secretKeys' | 'secretsSetAt'>;

/**
 * What a form starts with: the stored plain values. Whatever holds the mask is left out, also a URL with a
 * masked part, so that the mask can never become the value of an input.
 */
export function withoutSecrets(config: JsonObject): JsonObject {
  const plain = Object.entries(config).map(([key, value]): [string, JsonValue | undefined] => [
    key,
    withoutMask(value),
  ]);
  return Object.fromEntries(plain.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

function withoutMask(value: JsonValue): JsonValue | undefined {
  if (typeof value === 'string') return holdsMask(value) ? undefined : value;
  if (Array.isArray(value)) return value.map((row) => withoutMask(row) ?? null);
  return isObject(value) ? withoutSecrets(value) : value;
}

/** In a query the bullets are written as escapes. */
function holdsMask(text: string): boolean {
  return text.includes(MASK) || text.includes(encodeURIComponent(MASK));
}
