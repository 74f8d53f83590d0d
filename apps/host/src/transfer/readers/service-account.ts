import type { JsonObject } from '@patchbay/fields';
import { isJsonObject, jsonOf } from './json-text.js';
import { derived, type ReadResult, valuesOf } from './reading.js';

/**
 * The key file of a service account of Google; undefined when the text is none. The line breaks of its key may have
 * been drawn or escaped once more on the way, as by a chat, a console or a variable: they are mended.
 */
export function serviceAccountIn(text: string): JsonObject | undefined {
  const value = jsonOf(text) ?? jsonOf(withDrawnBreaksEscaped(text));
  if (!isJsonObject(value) || value['type'] !== 'service_account') return undefined;
  const { private_key: key } = value;
  return typeof key === 'string' ? { ...value, private_key: key.replaceAll('\\n', '\n') } : undefined;
}

/** As a whole under `json`, and its members. */
export function readServiceAccount(text: string): ReadResult {
  const account = serviceAccountIn(text);
  if (account === undefined)
    return { readings: [], notRead: [{ where: 'the file', reason: 'is no service account' }] };
  const { project_id: project } = account;
  const name = typeof project === 'string' ? project : 'service account';
  const whole = derived('json', JSON.stringify(account, null, 2), Object.keys(account));
  const values = new Map([...valuesOf(account), ...whole]);
  return { readings: [{ from: 'serviceAccount', kind: 'service_account', name, values }], notRead: [] };
}

/** JSON has no line breaks within a text, and no other member of such a file has any. */
function withDrawnBreaksEscaped(json: string): string {
  return json.replace(/"private_key"\s*:\s*"[^"]*"/, (member) => member.replaceAll(/\r?\n/g, '\\n'));
}
