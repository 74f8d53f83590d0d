import { defineNode, field, type Item, type JsonObject, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { type Aggregation, aggregate, parseAggregations, resultName } from '../summarize/aggregations.js';
import { aggregationRows } from '../summarize/rows.js';
import { nameList } from '../values/lists.js';
import { define, readPath } from '../values/paths.js';

export const summarize = defineNode({
  type: 'summarize',
  version: 1,
  displayName: 'Summarise',
  description: 'Counts, sums and collects values, for all items or for groups',
  icon: icons.summarize,
  group: 'transform',
  subtitle: '{{fieldsToSummarize}}',
  parameters: {
    fieldsToSummarize: field.json({
      displayName: 'Fields to summarise',
      description:
        'A list of { field, aggregation }: count, countUnique, sum, average, min, max, append, concatenate (separator)',
      default: [],
      drawnAs: aggregationRows,
    }),
    fieldsToSplitBy: field.json({
      displayName: 'Group by',
      description: 'Fields, as a list or with commas; one item per combination of their values',
      default: [],
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters }) {
    const { fieldsToSummarize, fieldsToSplitBy } = parameters();
    const aggregations = parseAggregations(fieldsToSummarize);
    const splitBy = nameList(fieldsToSplitBy, 'fieldsToSplitBy');
    return [...groups(items, splitBy).values()].map((members) => summary(members, splitBy, aggregations));
  },
});

type Member = readonly [index: number, json: JsonObject];

/** In the order in which the groups first occur. */
function groups(items: readonly Item[], splitBy: readonly string[]): Map<string, Member[]> {
  const found = new Map<string, Member[]>();
  for (const [index, { json }] of items.entries()) {
    const key = JSON.stringify(splitBy.map((name) => readPath(json, name) ?? null));
    const members = found.get(key);
    if (members) members.push([index, json]);
    else found.set(key, [[index, json]]);
  }
  return found;
}

function summary(
  members: readonly Member[],
  splitBy: readonly string[],
  aggregations: readonly Aggregation[],
): Item {
  const rows = members.map(([, json]) => json);
  const first = rows[0] ?? {};
  const json: JsonObject = {};
  for (const name of splitBy) define(json, resultName(name), readPath(first, name) ?? null);
  for (const each of aggregations) define(json, each.name, aggregate(rows, each));
  return { json, pairedItem: members.map(([item]) => ({ item })) };
}
