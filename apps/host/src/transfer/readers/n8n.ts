import type { JsonObject, JsonValue } from '@patchbay/fields';
import { flattened, isJsonObject, jsonOf } from './json-text.js';
import { joined, type ReadResult, valuesOf } from './reading.js';

/** What `n8n export:credentials --decrypted` writes: one credential, or a list of them. */
export function readN8n(text: string): ReadResult {
  const value = jsonOf(text);
  const list = Array.isArray(value) ? value : isJsonObject(value) ? [value] : undefined;
  if (list === undefined)
    return { readings: [], notRead: [{ where: 'the file', reason: 'is no JSON of n8n' }] };
  return joined(list.map(readCredential));
}

export function isN8n(value: JsonValue | undefined): boolean {
  const one = Array.isArray(value) ? value[0] : value;
  return isJsonObject(one) && typeof one['type'] === 'string' && 'data' in one && 'name' in one;
}

function readCredential(value: JsonValue, index: number): ReadResult {
  const refused = (reason: string, where = `entry ${index + 1}`): ReadResult => ({
    readings: [],
    notRead: [{ where, reason }],
  });
  if (!isJsonObject(value)) return refused('is no credential');
  const { name, type, data } = value;
  if (typeof type !== 'string') return refused('names no type');
  const called = typeof name === 'string' && name !== '' ? name : type;
  if (typeof data === 'string') return refused('is encrypted; export it with --decrypted', called);
  if (!isJsonObject(data)) return refused('holds no values', called);
  const values = new Map(valuesOf(Object.fromEntries(flattened(pruned(data)))));
  return { readings: [{ from: 'n8n', kind: type, name: called, values }], notRead: [] };
}

/** Without what n8n writes for options that are switched off. */
function pruned(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).filter(([name, value]) => !isOff(name, value)));
}

function isOff(name: string, value: JsonValue): boolean {
  return (
    (name === 'sshTunnel' && value === false) || (name === 'allowedHttpRequestDomains' && value === 'all')
  );
}
