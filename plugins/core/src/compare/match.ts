import type { Item } from '@patchbay/plugin-sdk';
import type { FieldAccess } from '../items/fields.js';
import { objectList, wrong } from '../values/lists.js';
import type { JsonValue } from '@patchbay/plugin-sdk';
import type { Likeness } from './fuzzy.js';

/** The field of each input whose values must match. */
export interface MatchField {
  field1: string;
  field2: string;
}

/** `[{ field1, field2 }]`, or names that both inputs share, as a list or with commas. */
export function parseMatchFields(value: JsonValue): MatchField[] {
  const list = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value;
  const entries = Array.isArray(list)
    ? list.map((entry) => (typeof entry === 'string' ? { field1: entry, field2: entry } : entry))
    : list;
  const fields = objectList(entries, 'fieldsToMatch').map(({ field1, field2 = field1 }) => {
    if (typeof field1 !== 'string' || typeof field2 !== 'string' || !field1 || !field2)
      throw wrong('fieldsToMatch', 'has an entry without "field1" and "field2"');
    return { field1, field2 };
  });
  if (fields.length === 0) throw wrong('fieldsToMatch', 'names no field to match items by');
  return fields;
}

export interface Matches {
  /** Indexes of items of input 1 and input 2 that belong together. */
  pairs: (readonly [first: number, second: number])[];
  only1: number[];
  only2: number[];
}

export interface MatchOptions {
  access: FieldAccess;
  likeness: Likeness;
  multipleMatches: 'first' | 'all';
}

export function matchItems(
  first: readonly Item[],
  second: readonly Item[],
  fields: readonly MatchField[],
  options: MatchOptions,
): Matches {
  const keyOf = keyReader(fields, options);
  const index = new Map<string, number[]>();
  for (const [at, item] of second.entries()) {
    const key = keyOf(item, 'field2');
    if (key === undefined) continue;
    const known = index.get(key);
    if (known) known.push(at);
    else index.set(key, [at]);
  }
  const found: Matches = { pairs: [], only1: [], only2: [] };
  const used = new Set<number>();
  for (const [at, item] of first.entries()) {
    const all = index.get(keyOf(item, 'field1') ?? '') ?? [];
    const matches = options.multipleMatches === 'first' ? all.slice(0, 1) : all;
    for (const match of matches) {
      used.add(match);
      found.pairs.push([at, match]);
    }
    if (matches.length === 0) found.only1.push(at);
  }
  found.only2 = [...second.keys()].filter((at) => !used.has(at));
  return found;
}

/** An item that lacks a field matches nothing, as in SQL. */
function keyReader(fields: readonly MatchField[], { access, likeness }: MatchOptions) {
  return ({ json }: Item, side: keyof MatchField): string | undefined => {
    const values = fields.map((field) => access.read(json, field[side]) ?? null);
    return values.includes(null) ? undefined : JSON.stringify(values.map(likeness));
  };
}
