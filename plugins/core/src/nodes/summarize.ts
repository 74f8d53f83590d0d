import { defineNode, field, type Item, type JsonObject, type JsonValue, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { type FieldAccess, fieldAccess } from '../items/fields.js';
import { aggregate, type Aggregation, parseAggregations, resultName } from '../summarize/aggregations.js';
import { aggregationRows } from '../summarize/rows.js';
import { isEmptyValue } from '../summarize/values.js';
import { isObject, nameList, wrong } from '../values/lists.js';
import { define } from '../values/paths.js';

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
    outputFormat: field.options({
      displayName: 'Groups',
      options: [
        { value: 'separateItems', name: 'One item each' },
        { value: 'singleItem', name: 'One item with all', description: 'An object within it for each value' },
      ],
      default: 'separateItems',
    }),
    skipMissingGroups: field.boolean({
      displayName: 'Leave items out that lack a field to group by',
      default: false,
    }),
    continueIfFieldNotFound: field.boolean({
      displayName: 'Go on when no item has a field',
      description: 'With one empty item, instead of failing when no item has a field to summarise',
      default: false,
    }),
    disableDotNotation: field.boolean({ displayName: 'Dots are part of names', default: false }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters }) {
    const given = parameters();
    const access = fieldAccess(given.disableDotNotation);
    const aggregations = parseAggregations(given.fieldsToSummarize);
    const lacking = lackingField(items, aggregations, access);
    if (lacking !== undefined) {
      if (given.continueIfFieldNotFound)
        return [{ json: {}, pairedItem: items.map((_, item) => ({ item })) }];
      throw wrong('fieldsToSummarize', `names the field "${lacking}", which no item has`);
    }
    const splitBy = nameList(given.fieldsToSplitBy, 'fieldsToSplitBy');
    const isComplete = ({ json }: Item) =>
      splitBy.every((name) => !isEmptyValue(access.read(json, name) ?? null));
    const found = groupsOf(items, (item) =>
      given.skipMissingGroups && !isComplete(item)
        ? undefined
        : splitBy.map((name) => access.read(item.json, name) ?? null),
    );
    const summaries = found.map(({ values, members }): Summary => {
      const rows = members.map(([, json]) => json);
      const results = aggregations.map((each) => [each.name, aggregate(rows, each, access)] as const);
      return { values, results, pairedItem: members.map(([item]) => ({ item })) };
    });
    if (given.outputFormat === 'singleItem' && splitBy.length > 0) return [nested(summaries)];
    return summaries.map((each) => flat(each, splitBy));
  },
});

/** The first field that no item has; a value that is null is a value. Of no items nothing is expected. */
function lackingField(
  items: readonly Item[],
  aggregations: readonly Aggregation[],
  access: FieldAccess,
): string | undefined {
  const names = aggregations.map(({ field: name }) => name).filter((name) => name !== '');
  const isIn = (name: string) => items.some(({ json }) => access.read(json, name) !== undefined);
  return items.length === 0 ? undefined : names.find((name) => !isIn(name));
}

type Member = readonly [index: number, json: JsonObject];

interface Group {
  values: JsonValue[];
  members: Member[];
}

/** Groups with the same first value stand together, each in the order in which it first occurs. */
function groupsOf(items: readonly Item[], valuesOf: (item: Item) => JsonValue[] | undefined): Group[] {
  const found = new Map<string, Group>();
  for (const [index, item] of items.entries()) {
    const values = valuesOf(item);
    if (!values) continue;
    const key = JSON.stringify(values);
    const group = found.get(key) ?? { values, members: [] };
    group.members.push([index, item.json]);
    found.set(key, group);
  }
  return inTreeOrder([...found.values()], 0);
}

function inTreeOrder(groups: readonly Group[], depth: number): Group[] {
  if (groups.length < 2 || depth >= (groups[0]?.values.length ?? 0)) return [...groups];
  const byValue = new Map<string, Group[]>();
  for (const group of groups) {
    const key = JSON.stringify(group.values[depth]);
    const same = byValue.get(key);
    if (same) same.push(group);
    else byValue.set(key, [group]);
  }
  return [...byValue.values()].flatMap((each) => inTreeOrder(each, depth + 1));
}

interface Summary {
  values: readonly JsonValue[];
  results: readonly (readonly [name: string, value: JsonValue])[];
  pairedItem: { item: number }[];
}

function flat({ values, results, pairedItem }: Summary, splitBy: readonly string[]): Item {
  const json: JsonObject = {};
  for (const [at, name] of splitBy.entries()) define(json, resultName(name), values[at] ?? null);
  for (const [name, value] of results) define(json, name, value);
  return { json, pairedItem };
}

/** `{ Berlin: { 2024: { sum_amount: 7 } } }` */
function nested(summaries: readonly Summary[]): Item {
  const json: JsonObject = {};
  for (const { values, results } of summaries) {
    let inner = json;
    for (const value of values)
      inner = within(inner, typeof value === 'string' ? value : JSON.stringify(value));
    for (const [name, value] of results) define(inner, name, value);
  }
  return { json, pairedItem: summaries.flatMap(({ pairedItem }) => pairedItem) };
}

function within(json: JsonObject, name: string): JsonObject {
  // Own members only: `constructor` is a value like any other.
  const known = Object.hasOwn(json, name) ? json[name] : undefined;
  if (isObject(known)) return known;
  const made: JsonObject = {};
  define(json, name, made);
  return made;
}
