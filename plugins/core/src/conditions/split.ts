import type { Item, Parameters } from '@patchbay/plugin-sdk';
import { evaluate } from './evaluate.js';
import type { conditionFields } from './fields.js';
import { parseConditions } from './parse.js';
import { TimedSearch } from './timed-search.js';

/** The items that meet the conditions, and the others. */
export function splitItems(
  items: readonly Item[],
  parameters: readonly Parameters<typeof conditionFields>[],
): { met: Item[]; unmet: Item[] } {
  const met: Item[] = [];
  const unmet: Item[] = [];
  const search = new TimedSearch();
  for (const [index, item] of items.entries()) {
    const given = parameters[index];
    const holds = given === undefined || evaluate(parseConditions(given.conditions), { ...given, search });
    (holds ? met : unmet).push({ ...item, pairedItem: { item: index } });
  }
  return { met, unmet };
}
