import type { JsonObject } from '@patchbay/fields';
import { type ReadValue, valuesOf } from './reading.js';

/** What request headers say: a login, a token, an API key under its header's name, and the other headers. */
export function headerValues(headers: readonly string[]): [string, ReadValue][] {
  const found: [string, ReadValue][] = [];
  const others: JsonObject = {};
  for (const header of headers) {
    const [, name = '', value = ''] = /^([^:;\s]+)\s*[:;]\s*([^]*)$/.exec(header) ?? [];
    if (name === '' || transport.has(name.toLowerCase())) continue;
    const special = authorization(name, value) ?? apiKey(name, value, found);
    if (special === undefined) others[name] = value;
    else found.push(...special);
  }
  return Object.keys(others).length === 0 ? found : [...found, ...valuesOf({ headers: others })];
}

/** What a client sets by itself. */
const transport = new Set(['host', 'content-length', 'connection', 'accept-encoding', 'user-agent']);

function authorization(name: string, value: string): [string, ReadValue][] | undefined {
  if (name.toLowerCase() !== 'authorization') return undefined;
  const [, scheme = '', rest = ''] = /^(\S+)\s+(\S+)\s*$/.exec(value) ?? [];
  if (scheme.toLowerCase() === 'bearer') return valuesOf({ bearer: rest });
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(rest, 'base64').toString();
  const colon = pair.indexOf(':');
  return colon < 0
    ? undefined
    : valuesOf({ username: pair.slice(0, colon), password: pair.slice(colon + 1) });
}

const keyName = /^(x-)?([a-z]+-)?(api-?key|auth-?token|access-?token|apikey|token)$/i;

function apiKey(
  name: string,
  value: string,
  found: readonly [string, ReadValue][],
): [string, ReadValue][] | undefined {
  // Two of them would leave one without a place.
  if (!keyName.test(name) || found.some(([known]) => known === 'apiKey')) return undefined;
  return valuesOf({ apiKeyName: name, apiKey: value });
}
