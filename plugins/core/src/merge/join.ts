import type { Item, JsonValue } from '@patchbay/plugin-sdk';
import { type MatchField, type MatchOptions, matchItems, parseMatchFields } from '../compare/match.js';
import { isObject, wrong } from '../values/lists.js';
import { define } from '../values/paths.js';
import { type Clash, combined, type Source } from './combine.js';

export type Join = 'inner' | 'left' | 'right' | 'outer' | 'nonMatches';

/** `["id", { left: "id", right: "orderId" }]`, or the names with commas; `field1` and `field2` are read, too. */
export function parseKeys(value: JsonValue): MatchField[] {
  const list = Array.isArray(value)
    ? value.map((key) =>
        isObject(key) && key.left !== undefined && key.right !== undefined
          ? { field1: key.left, field2: key.right }
          : key,
      )
    : value;
  return parseMatchFields(list, 'keys');
}

export function joinByPosition(
  inputs: readonly (readonly Item[])[],
  includeUnpaired: boolean,
  how: Clash,
): Item[] {
  const lengths = inputs.map((items) => items.length);
  const length = includeUnpaired ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_, index) =>
    combined(
      inputs.map((items, input) => at(items, index, input)),
      how,
    ),
  );
}

/** More would fill the memory of a runner before anybody could stop it: a thousand items with a thousand are a million. */
const mostCombinations = 200_000;

/** Every item of the first input with every one of the second, in the order of the first. */
export function joinAll(first: readonly Item[], second: readonly Item[], how: Clash): Item[] {
  const count = first.length * second.length;
  if (count > mostCombinations)
    throw wrong('mode', `would give ${count} items; at most ${mostCombinations} can be combined`);
  return first.flatMap((_, left) =>
    second.map((_item, right) => combined([at(first, left, 0), at(second, right, 1)], how)),
  );
}

export interface JoinOptions extends MatchOptions, Clash {
  join: Join;
  /** Of matches the items of both inputs in one, or those of one input as they are; of the others all or those of one. */
  outputFrom: 'both' | 'input1' | 'input2';
}

export function joinByFields(
  first: readonly Item[],
  second: readonly Item[],
  fields: readonly MatchField[],
  options: JoinOptions,
): Item[] {
  const { join, outputFrom } = options;
  const { pairs, only1, only2 } = matchItems(first, second, fields, options);
  const lefts = only1.map((left) => [left, undefined] as const);
  const rights = only2.map((right) => [undefined, right] as const);
  const rowOf = ([left, right]: Row) =>
    combined(
      [
        left === undefined ? undefined : at(first, left, 0),
        right === undefined ? undefined : at(second, right, 1),
      ],
      options,
    );
  switch (join) {
    case 'inner':
      if (outputFrom === 'both') return pairs.map(rowOf);
      return outputFrom === 'input1' ? matched(first, pairs, 0) : matched(second, pairs, 1);
    case 'left':
      return byInput([...pairs, ...lefts], 0).map(rowOf);
    case 'right':
      return byInput([...pairs, ...rights], 1).map(rowOf);
    case 'outer':
      return [...byInput([...pairs, ...lefts], 0), ...rights].map(rowOf);
    case 'nonMatches':
      if (outputFrom === 'both')
        // Where only one input has items, nobody asks which one they came from.
        return first.length === 0 || second.length === 0
          ? [...lefts, ...rights].map(rowOf)
          : [...lefts.map(rowOf).map(from('input1')), ...rights.map(rowOf).map(from('input2'))];
      return outputFrom === 'input1' ? lefts.map(rowOf) : rights.map(rowOf);
  }
}

/** Indexes of an item of the first and one of the second input. */
type Row = readonly [left: number | undefined, right: number | undefined];

/** In the order of one of the inputs; several rows of one item keep theirs. */
function byInput(rows: readonly Row[], side: 0 | 1): Row[] {
  return rows.toSorted((a, b) => (a[side] ?? 0) - (b[side] ?? 0));
}

/** The items of one input that have a match, each once and as it is. */
function matched(items: readonly Item[], pairs: readonly (readonly [number, number])[], side: 0 | 1): Item[] {
  const indexes = new Set(pairs.map((pair) => pair[side]));
  return [...indexes].sort((a, b) => a - b).flatMap((index) => items[index] ?? []);
}

function from(input: string): (item: Item) => Item {
  return ({ json, ...rest }) => ({ ...rest, json: define({ ...json }, '_source', input) });
}

function at(items: readonly Item[], index: number, input: number): Source | undefined {
  const item = items[index];
  return item && { item, pairedItem: { item: index, input } };
}
