import type { FieldMap } from './field.js';
import { isFlaggedSecret } from './flagged.js';
import { getOwn, isObject, setOwn, type JsonObject, type JsonValue } from './json.js';
import { parsePointer, pointerTo } from './pointer.js';
import { fillSecrets, isSecretTemplate, secretNames, type SecretReads } from './secret-references.js';

/*
 * Where the configuration of a connection names secrets. A text field takes them within its text, as it takes
 * `$self`; every other place takes one as its whole value. The texts hold names only, so they are stored readable.
 */

/** What a stored configuration reads, by place. */
export function connectionSecretReads(fields: FieldMap | undefined, config: JsonObject): SecretReads[] {
  return templates(fields, config, '').map(({ pointer, text }) => ({ pointer, ...secretNames(text) }));
}

/** The configuration with values in the places that take a secret whole; text fields are filled when they are opened. */
export function putSecrets(
  fields: FieldMap,
  config: JsonObject,
  values: Readonly<Record<string, string>>,
): JsonObject {
  return putIn(config, values, (key) => getOwn(fields, key)?.kind === 'text');
}

/** Where a secret would decide, at some later time, where the other secrets are sent. */
export function misplacedReads(fields: FieldMap, config: JsonObject): string[] {
  return connectionSecretReads(fields, config)
    .map(({ pointer }) => pointer)
    .filter((pointer) => isFlaggedSecret(fields, pointer, 'destination'));
}

interface Template {
  pointer: string;
  text: string;
}

function templates(fields: FieldMap | undefined, value: JsonValue, pointer: string): Template[] {
  if (typeof value === 'string') return isTemplate(fields, value, pointer) ? [{ pointer, text: value }] : [];
  if (!Array.isArray(value) && !isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => templates(fields, member, pointerTo(pointer, key)));
}

function isTemplate(fields: FieldMap | undefined, text: string, pointer: string): boolean {
  // Most texts are none, and this is asked of each at every lease.
  if (!text.startsWith('=')) return false;
  const [key = '', ...below] = parsePointer(pointer);
  const isText = below.length === 0 && fields !== undefined && getOwn(fields, key)?.kind === 'text';
  if (!isText) return isSecretTemplate(text);
  return text.includes('{{') && secretNames(text).names.length > 0;
}

function putIn(
  values: JsonObject,
  secrets: Readonly<Record<string, string>>,
  isLeft: (key: string) => boolean = () => false,
): JsonObject {
  const filled: JsonObject = {};
  for (const [key, value] of Object.entries(values))
    setOwn(filled, key, isLeft(key) ? value : putValue(value, secrets));
  return filled;
}

function putValue(value: JsonValue, secrets: Readonly<Record<string, string>>): JsonValue {
  if (isSecretTemplate(value)) return fillSecrets(value.slice(1), secrets);
  if (Array.isArray(value)) return value.map((member) => putValue(member, secrets));
  return isObject(value) ? putIn(value, secrets) : value;
}
