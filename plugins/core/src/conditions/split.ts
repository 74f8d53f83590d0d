import type { CodeSandbox, Item, Parameters } from '@patchbay/plugin-sdk';
import { evaluate } from './evaluate.js';
import type { conditionFields } from './fields.js';
import { parseConditions } from './parse.js';
import { Searches } from './searches.js';

interface Given {
  items: readonly Item[];
  allParameters: () => readonly Parameters<typeof conditionFields>[];
  sandbox: CodeSandbox;
}

/** The items that meet the conditions, and the others. */
export function splitItems({
  items,
  allParameters,
  sandbox,
}: Given): Promise<{ met: Item[]; unmet: Item[] }> {
  const parameters = allParameters();
  return Searches.during(sandbox, (searches) => {
    const met: Item[] = [];
    const unmet: Item[] = [];
    for (const [index, item] of items.entries()) {
      const given = parameters[index];
      const holds =
        given === undefined || evaluate(parseConditions(given.conditions), { ...given, searches });
      (holds ? met : unmet).push({ ...item, pairedItem: { item: index } });
    }
    return { met, unmet };
  });
}
