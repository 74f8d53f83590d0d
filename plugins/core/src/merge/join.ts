import type { Item, JsonValue } from '@patchbay/plugin-sdk';
import { isObject, wrong } from '../values/lists.js';
import { readPath } from '../values/paths.js';

export interface Key {
  left: string;
  right: string;
}

/** `["id", { left: "id", right: "orderId" }]`, or the names with commas. */
export function parseKeys(value: JsonValue): Key[] {
  const list = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value;
  if (!Array.isArray(list) || list.length === 0) throw wrong('keys', 'names no field to combine by');
  return list.map((key) => {
    if (typeof key === 'string' && key !== '') return { left: key, right: key };
    if (isObject(key) && typeof key.left === 'string' && typeof key.right === 'string')
      return { left: key.left, right: key.right };
    throw wrong('keys', 'holds something that is neither a name nor { left, right }');
  });
}

/** Of fields that both have, the second input's value stays. */
export function joinByPosition(
  first: readonly Item[],
  second: readonly Item[],
  includeUnpaired: boolean,
): Item[] {
  const length = includeUnpaired
    ? Math.max(first.length, second.length)
    : Math.min(first.length, second.length);
  return Array.from({ length }, (_, index) => combined(at(first, index, 0), at(second, index, 1)));
}

/** More would fill the memory of a runner before anybody could stop it: a thousand items with a thousand are a million. */
const mostCombinations = 200_000;

/** Every item of the first input with every one of the second, in the order of the first. */
export function joinAll(first: readonly Item[], second: readonly Item[]): Item[] {
  const count = first.length * second.length;
  if (count > mostCombinations)
    throw wrong('mode', `would give ${count} items; at most ${mostCombinations} can be combined`);
  return first.flatMap((_, left) =>
    second.map((_item, right) => combined(at(first, left, 0), at(second, right, 1))),
  );
}

export function joinByFields(
  first: readonly Item[],
  second: readonly Item[],
  keys: readonly Key[],
  join: 'inner' | 'left' | 'outer',
): Item[] {
  const index = new Map<string, number[]>();
  for (const [position, item] of second.entries()) {
    const key = keyOf(item, keys, 'right');
    if (key === undefined) continue;
    const positions = index.get(key);
    if (positions) positions.push(position);
    else index.set(key, [position]);
  }
  const used = new Set<number>();
  const output: Item[] = [];
  for (const [position, item] of first.entries()) {
    const matches = index.get(keyOf(item, keys, 'left') ?? '') ?? [];
    for (const match of matches) {
      used.add(match);
      output.push(combined(at(first, position, 0), at(second, match, 1)));
    }
    if (matches.length === 0 && join !== 'inner') output.push(combined(at(first, position, 0)));
  }
  if (join !== 'outer') return output;
  const rest = [...second.keys()].filter((position) => !used.has(position));
  return [...output, ...rest.map((position) => combined(at(second, position, 1)))];
}

/** As in SQL, an item that lacks a key matches nothing. */
function keyOf({ json }: Item, keys: readonly Key[], side: keyof Key): string | undefined {
  const values = keys.map((key) => readPath(json, key[side]) ?? null);
  // Compared as text, so that a number matches the same number as text.
  return values.includes(null)
    ? undefined
    : JSON.stringify(values.map((value) => (typeof value === 'object' ? value : String(value))));
}

interface Source {
  item: Item;
  pairedItem: { item: number; input: number };
}

function at(items: readonly Item[], index: number, input: number): Source | undefined {
  const item = items[index];
  return item && { item, pairedItem: { item: index, input } };
}

function combined(...sources: (Source | undefined)[]): Item {
  const present = sources.filter((source) => source !== undefined);
  const binary = Object.assign({}, ...present.map(({ item }) => item.binary)) as NonNullable<Item['binary']>;
  return {
    // Spread defines members, so a field named `__proto__` stays a field.
    json: present.reduce((json, { item }) => ({ ...json, ...item.json }), {}),
    ...(Object.keys(binary).length > 0 ? { binary } : {}),
    pairedItem: present.map(({ pairedItem }) => pairedItem),
  };
}
