import type { JsonValue } from '@patchbay/fields';
import { isJsonObject, jsonOf } from './json-text.js';
import { derived, type ReadResult, valuesOf } from './reading.js';

export function isServiceAccount(value: JsonValue | undefined): boolean {
  return isJsonObject(value) && value['type'] === 'service_account' && 'private_key' in value;
}

/** The key file of a service account of Google: as a whole under `json`, and its members. */
export function readServiceAccount(text: string): ReadResult {
  const value = jsonOf(text);
  if (!isJsonObject(value) || !isServiceAccount(value))
    return { readings: [], notRead: [{ where: 'the file', reason: 'is no service account' }] };
  const { project_id: project } = value;
  const name = typeof project === 'string' ? project : 'service account';
  const values = new Map([...valuesOf(value), ...derived('json', text.trim(), Object.keys(value))]);
  return { readings: [{ from: 'serviceAccount', kind: 'service_account', name, values }], notRead: [] };
}
