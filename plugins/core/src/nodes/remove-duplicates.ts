import {
  defineNode,
  field,
  type Item,
  mainPin,
  type NodeOutput,
  type Parameters,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { canonical } from '../items/canonical.js';
import { splitByEarlierRuns } from '../items/earlier-runs.js';
import { fieldAccess, omit, pick } from '../items/fields.js';
import { nameList, wrong } from '../values/lists.js';

const currentInput = { operation: ['currentInput'] } as const;
const earlierRuns = { operation: ['earlierRuns'] } as const;

const parameters = {
  operation: field.options({
    displayName: 'Remove',
    options: [
      { value: 'currentInput', name: 'What is repeated in this input' },
      { value: 'earlierRuns', name: 'What earlier runs had' },
      { value: 'forget', name: 'Nothing, but forget what earlier runs had' },
    ],
    default: 'currentInput',
  }),
  compare: field.options({
    displayName: 'Compare',
    options: [
      { value: 'allFields', name: 'All fields' },
      { value: 'allFieldsExcept', name: 'All fields but some' },
      { value: 'selectedFields', name: 'Some fields' },
    ],
    default: 'allFields',
    displayOptions: { show: currentInput },
  }),
  fieldsToExclude: field.json({
    displayName: 'Fields to exclude',
    description: 'As a list or with commas',
    default: [],
    displayOptions: { show: { ...currentInput, compare: ['allFieldsExcept'] } },
  }),
  fieldsToCompare: field.json({
    displayName: 'Fields to compare',
    description: 'As a list or with commas; every item must have them',
    default: [],
    displayOptions: { show: { ...currentInput, compare: ['selectedFields'] } },
  }),
  removeOtherFields: field.boolean({
    displayName: 'Keep only what is compared',
    default: false,
    displayOptions: { show: currentInput, hide: { compare: ['allFields'] } },
  }),
  disableDotNotation: field.boolean({
    displayName: 'Dots are part of names',
    default: false,
    displayOptions: { show: currentInput },
  }),
  keep: field.options({
    displayName: 'Keep items whose value',
    options: [
      { value: 'isNew', name: 'Is new' },
      { value: 'isHigher', name: 'Is higher than every earlier one' },
      { value: 'isLater', name: 'Is a date later than every earlier one' },
    ],
    default: 'isNew',
    displayOptions: { show: earlierRuns },
  }),
  value: field.text({
    displayName: 'Value',
    description: 'What tells the items apart, such as ={{ $json.id }}; dates in ISO 8601',
    required: true,
    displayOptions: { show: earlierRuns },
  }),
  scope: field.options({
    displayName: 'Compare with the values of',
    options: [
      { value: 'node', name: 'This node' },
      { value: 'pattern', name: 'All such nodes of the pattern with this setting' },
    ],
    default: 'node',
    displayOptions: { hide: currentInput },
  }),
  historySize: field.number({
    displayName: 'Values to remember',
    description: 'Beyond that those are forgotten that did not come for the longest time',
    default: 10_000,
    min: 1,
    max: 100_000,
    integer: true,
    displayOptions: { show: { ...earlierRuns, keep: ['isNew'] } },
  }),
};

export const removeDuplicates = defineNode({
  type: 'removeDuplicates',
  version: 1,
  displayName: 'Remove Duplicates',
  description: 'Removes items that are repeated, or that earlier runs had',
  icon: icons.removeDuplicates,
  group: 'transform',
  parameters,
  inputs: [mainPin],
  outputs: [
    { ...mainPin, displayName: 'Kept' },
    { name: 'discarded', type: 'items', displayName: 'Discarded' },
  ],
  async execute(context) {
    const given = context.parameters();
    if (given.operation === 'currentInput') return firstOfEqual(given)(context.items);
    const { keep, scope, historySize: history } = given;
    if (given.operation === 'earlierRuns') {
      const values = context.allParameters().map(({ value }) => value);
      return splitByEarlierRuns(context, values, { keep, scope, history });
    }
    await context.memory.forget(scope);
    return { main: context.items };
  },
  // Elsewhere a value is asked of each item, and all of them are compared with the same earlier runs.
  consumesWith: ({ operation = 'currentInput' }) => operation === 'currentInput',
  async consume({ batches, emit, parameters: given }) {
    const split = firstOfEqual(given());
    for await (const items of batches) await emit(split(items));
  },
});

/** Keeps an item that is the first of its kind, among all that one such function was ever given. */
function firstOfEqual(given: Parameters<typeof parameters>): (items: readonly Item[]) => NodeOutput {
  const compared = comparedPart(given);
  const seen = new Set<string>();
  return (items) => {
    const [main, discarded]: [Item[], Item[]] = [[], []];
    for (const item of items) {
      const json = compared(item);
      const key = canonical(json);
      if (seen.has(key)) discarded.push(item);
      else main.push(given.removeOtherFields ? { ...item, json } : item);
      seen.add(key);
    }
    return { main, discarded };
  };
}

function comparedPart(given: Parameters<typeof parameters>): (item: Item) => Item['json'] {
  const access = fieldAccess(given.disableDotNotation);
  const excluded = nameList(given.fieldsToExclude, 'fieldsToExclude');
  const selected = nameList(given.fieldsToCompare, 'fieldsToCompare');
  switch (given.compare) {
    case 'allFields':
      return ({ json }) => json;
    case 'allFieldsExcept':
      if (excluded.length === 0) throw wrong('fieldsToExclude', 'names no field');
      return ({ json }) => omit(json, excluded, access);
    case 'selectedFields':
      if (selected.length === 0) throw wrong('fieldsToCompare', 'names no field');
      return ({ json }) => {
        const missing = selected.find((name) => access.read(json, name) === undefined);
        // Items without the field would all be equal, and all but one would be lost.
        if (missing !== undefined)
          throw wrong(
            'fieldsToCompare',
            `names "${missing}", which not every item has; filter those items first`,
          );
        return pick(json, selected, access);
      };
  }
}
