import { wrong } from './lists.js';
import { parsedJson } from './parsed-json.js';

/**
 * Addresses as the connector takes them. A text may hold several, which the connector's parser takes apart (a comma
 * may stand inside of a quoted name). An expression that gives a list arrives as its JSON text.
 */
export function addressList(text: string | undefined, parameter: string): string[] {
  const given = text?.trim() ?? '';
  const list = given.startsWith('[') ? parsedJson(given) : [given];
  if (list === undefined) throw wrong(parameter, 'begins like a list but is none');
  if (!Array.isArray(list)) throw wrong(parameter, 'is not a list of addresses');
  return list
    .map((address) => {
      if (typeof address !== 'string') throw wrong(parameter, 'holds something that is not an address');
      return address;
    })
    .filter((address) => address !== '');
}
