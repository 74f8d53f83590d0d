import type { Item, NodeContext } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

export interface EarlierRunsOptions {
  keep: 'isNew' | 'isHigher' | 'isLater';
  scope: 'node' | 'pattern';
  /** How many values are remembered. */
  history: number;
}

/**
 * Kept are the items whose value no earlier run had, or that lies above all of theirs. Items are compared with earlier
 * runs alone: those that are equal among themselves all stay. Throws `parameter-invalid` before anything is remembered.
 */
export async function splitByEarlierRuns(
  { items, memory, run }: Pick<NodeContext, 'items' | 'memory' | 'run'>,
  values: readonly (string | undefined)[],
  { keep, scope, history }: EarlierRunsOptions,
): Promise<{ main: Item[]; discarded: Item[] }> {
  const texts = items.map((_, index) => given(values[index]));
  if (texts.length === 0) return { main: [], discarded: [] };
  if (keep === 'isNew') {
    const isNew = await memory.areNew(texts, { scope, history });
    return split(items, (index) => isNew[index] === true);
  }
  const numbers = keep === 'isHigher' ? texts.map(numberOf) : await timesOf(texts, run.timeZone);
  const highest = numbers.reduce((one, other) => Math.max(one, other), -Infinity);
  const kind = keep === 'isHigher' ? 'number' : 'time';
  const before = (await memory.raise(highest, { scope, kind })) ?? -Infinity;
  return split(items, (index) => (numbers[index] ?? -Infinity) > before);
}

function split(items: readonly Item[], isKept: (index: number) => boolean) {
  return {
    main: items.filter((_, index) => isKept(index)),
    discarded: items.filter((_, index) => !isKept(index)),
  };
}

/** Items without a value would all be equal, and be lost from the second run on. */
function given(value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw wrong('value', 'is empty for an item; filter those items first');
}

function numberOf(text: string): number {
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(number)) throw wrong('value', 'is not a number for every item');
  // Two of them could be told apart no more, and the higher one would be dropped.
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw wrong('value', `is beyond ${Number.MAX_SAFE_INTEGER} for an item`);
  return number;
}

/** Milliseconds since 1970. */
async function timesOf(texts: readonly string[], zone: string): Promise<number[]> {
  const { DateTime } = await import('luxon');
  return texts.map((text) => {
    const date = DateTime.fromISO(text, { zone });
    if (date.isValid) return date.toMillis();
    throw wrong('value', 'is not a date in ISO 8601 for every item');
  });
}
