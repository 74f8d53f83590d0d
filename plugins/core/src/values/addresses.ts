import type { JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from './lists.js';

/**
 * Addresses as the connector takes them. A text may hold several, which the connector's parser takes apart (a comma
 * may stand inside of a quoted name). An expression that gives a list arrives as its JSON text.
 */
export function addressList(text: string | undefined, parameter: string): string[] {
  const given = text?.trim() ?? '';
  const list: JsonValue = given.startsWith('[') ? parsed(given, parameter) : [given];
  if (!Array.isArray(list)) throw wrong(parameter, 'is not a list of addresses');
  return list
    .map((address) => {
      if (typeof address !== 'string') throw wrong(parameter, 'holds something that is not an address');
      return address;
    })
    .filter((address) => address !== '');
}

function parsed(text: string, parameter: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw wrong(parameter, 'begins like a list but is none');
  }
}
