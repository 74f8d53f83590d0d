import { getOwn, isObject, setOwn, type JsonObject, type JsonValue } from './json.js';
import { putUrlSecrets } from './url-secrets.js';

/** The exact opposite of `splitConfig`. */
export function joinConfig(config: JsonObject, secrets: JsonObject): JsonObject {
  const joined: JsonObject = {};
  for (const key of new Set([...Object.keys(config), ...Object.keys(secrets)])) {
    const value = joinValue(getOwn(config, key), getOwn(secrets, key));
    if (value !== undefined) setOwn(joined, key, value);
  }
  return joined;
}

/** A plain container beside an object of secrets is filled; anything else is the secret itself. */
function joinValue(plain: JsonValue | undefined, secret: JsonValue | undefined): JsonValue | undefined {
  if (secret === undefined) return plain;
  if (!isObject(secret)) return secret;
  if (typeof plain === 'string') return joinText(plain, secret);
  if (Array.isArray(plain))
    return plain.map((item, index) => joinValue(item, getOwn(secret, String(index))) ?? null);
  return isObject(plain) ? joinConfig(plain, secret) : secret;
}

function joinText(text: string, secrets: JsonObject): string {
  const texts = Object.entries(secrets).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return putUrlSecrets(text, new Map(texts));
}
