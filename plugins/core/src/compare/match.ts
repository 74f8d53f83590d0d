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
export function parseMatchFields(value: JsonValue, parameter = 'fieldsToMatch'): MatchField[] {
  const list = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value;
  const entries = Array.isArray(list)
    ? list.map((entry) => (typeof entry === 'string' ? { field1: entry, field2: entry } : entry))
    : list;
  const fields = objectList(entries, parameter).map(({ field1, field2 = field1 }) => {
    if (typeof field1 !== 'string' || typeof field2 !== 'string' || !field1 || !field2)
      throw wrong(parameter, 'has an entry without the names of two fields');
    return { field1, field2 };
  });
  if (fields.length === 0) throw wrong(parameter, 'names no field to match items by');
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
  /** Of several matches of an item the first or all; `once` lets no item belong to two others. */
  multipleMatches: 'first' | 'all' | 'once';
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
    const matches = matchesOf(all, options, used);
    for (const match of matches) {
      used.add(match);
      found.pairs.push([at, match]);
    }
    if (matches.length === 0) found.only1.push(at);
  }
  found.only2 = [...second.keys()].filter((at) => !used.has(at));
  return found;
}

function matchesOf(
  all: readonly number[],
  { multipleMatches }: MatchOptions,
  used: ReadonlySet<number>,
): readonly number[] {
  if (multipleMatches === 'all') return all;
  const first = all.slice(0, 1);
  return multipleMatches === 'once' ? first.filter((match) => !used.has(match)) : first;
}

/** An item that lacks a field matches nothing, as in SQL. */
function keyReader(fields: readonly MatchField[], { access, likeness }: MatchOptions) {
  return ({ json }: Item, side: keyof MatchField): string | undefined => {
    const values = fields.map((field) => access.read(json, field[side]) ?? null);
    return values.includes(null) ? undefined : JSON.stringify(values.map(likeness));
  };
}
