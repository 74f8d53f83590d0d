import type { Item } from '@patchbay/plugin-sdk';
import type { GuestTable } from '../sandbox/guest-types.js';
import { picked } from './json-keys.js';

/** Characters of items that cross at once. */
const chunkCharacters = 200_000;
/** A number or a word is about so long. */
const scalarCharacters = 8;

/** JSON of as many of the items as cross at once, with the members `keys` or all. It is a list or a GuestTable. */
export function crossingItems(
  items: readonly Item[],
  keys: readonly string[] | undefined,
  from: number,
  to: number,
): string {
  const table = keys && keys.length > 0 ? tableOf(items, keys, from, to) : undefined;
  return table ? JSON.stringify(table) : listOf(items, keys, from, to);
}

/**
 * Of items that are alike and flat, only values cross: reading names takes the engine longer than evaluating. Undefined
 * when one of them lacks a member, since it must not have it inside either, or holds something that has to be looked into.
 */
function tableOf(
  items: readonly Item[],
  keys: readonly string[],
  from: number,
  to: number,
): GuestTable | undefined {
  const values: unknown[] = [];
  let size = 0;
  for (let at = from; at < to && size < chunkCharacters; at++) {
    const json = items[at]?.json ?? {};
    for (const key of keys) {
      const value = json[key];
      if (!isScalar(value) || !Object.hasOwn(json, key)) return undefined;
      size += typeof value === 'string' ? value.length : scalarCharacters;
      values.push(value);
    }
  }
  return { keys, values };
}

function isScalar(value: unknown): boolean {
  return (
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  );
}

function listOf(
  items: readonly Item[],
  keys: readonly string[] | undefined,
  from: number,
  to: number,
): string {
  const texts: string[] = [];
  let size = 0;
  for (let at = from; at < to && size < chunkCharacters; at++) {
    const json = items[at]?.json ?? {};
    const text = JSON.stringify(keys ? picked(json, keys) : json);
    size += text.length;
    texts.push(text);
  }
  return `[${texts.join(',')}]`;
}
