import { defineNode, field, type Item, type JsonObject, type Parameters } from '@patchbay/plugin-sdk';
import { compareItems, type Comparison } from '../compare/differences.js';
import { exact, fuzzy } from '../compare/fuzzy.js';
import { matchItems, parseMatchFields } from '../compare/match.js';
import { icons } from '../icons.js';
import { type FieldAccess, fieldAccess } from '../items/fields.js';
import { nameList } from '../values/lists.js';

const inMix = { show: { resolve: ['mix'] } } as const;
const inputChoice = [
  { value: 'input1', name: 'Input 1' },
  { value: 'input2', name: 'Input 2' },
] as const;

const parameters = {
  fieldsToMatch: field.json({
    displayName: 'Fields to match',
    description: 'Fields whose values say which items belong together: names, or { field1, field2 }',
    default: [],
  }),
  resolve: field.options({
    displayName: 'When items differ',
    options: [
      { value: 'preferInput1', name: 'Use input 1' },
      { value: 'preferInput2', name: 'Use input 2' },
      { value: 'mix', name: 'Use a mix' },
      { value: 'includeBoth', name: 'Show both' },
    ],
    default: 'includeBoth',
  }),
  preferWhenMix: field.options({
    displayName: 'Prefer',
    options: inputChoice,
    default: 'input1',
    displayOptions: inMix,
  }),
  exceptWhenMix: field.json({
    displayName: 'Except for the fields',
    description: 'Taken from the other input; a list or with commas',
    default: [],
    displayOptions: inMix,
  }),
  fuzzyCompare: field.boolean({
    displayName: 'Tolerate small differences of type',
    description: '3 and "3", true and "TRUE", nothing and an empty text are equal then',
    default: false,
  }),
  skipFields: field.json({ displayName: 'Fields not to compare', default: [] }),
  multipleMatches: field.options({
    displayName: 'Several matches',
    options: [
      { value: 'first', name: 'Use the first', description: 'An item belongs to one other at most' },
      { value: 'all', name: 'Use all' },
    ],
    default: 'first',
  }),
  disableDotNotation: field.boolean({ displayName: 'Dots are part of names', default: false }),
};

export const compareDatasets = defineNode({
  type: 'compareDatasets',
  version: 1,
  displayName: 'Compare Datasets',
  description: 'Finds what two lists of items share and where they differ',
  icon: icons.compareDatasets,
  group: 'transform',
  parameters,
  // Neither is required: without items of one input, all of the other one are only there.
  inputs: [
    { name: 'input1', type: 'items', displayName: 'Input 1', aliases: ['main'], required: false },
    { name: 'input2', type: 'items', displayName: 'Input 2', required: false },
  ],
  outputs: [
    { name: 'in1Only', type: 'items', displayName: 'Only in 1' },
    { name: 'same', type: 'items', displayName: 'Same' },
    { name: 'different', type: 'items', displayName: 'Different' },
    { name: 'in2Only', type: 'items', displayName: 'Only in 2' },
  ],
  execute({ input, parameters: given }) {
    const values = given();
    const [first, second] = [input('input1'), input('input2')];
    const access = fieldAccess(values.disableDotNotation);
    const likeness = values.fuzzyCompare ? fuzzy : exact;
    const fields = parseMatchFields(values.fieldsToMatch);
    const options = { fields, skip: nameList(values.skipFields, 'skipFields'), access, likeness };
    const multipleMatches = values.multipleMatches === 'first' ? 'once' : 'all';
    const { pairs, only1, only2 } = matchItems(first, second, fields, { access, likeness, multipleMatches });
    const same: Item[] = [];
    const different: Item[] = [];
    let lastSame: number | undefined;
    for (const [left, right] of pairs) {
      const [a, b] = [first[left], second[right]];
      if (!a || !b) continue;
      const comparison = compareItems(a.json, b.json, options);
      const pairedItem = [
        { item: left, input: 0 },
        { item: right, input: 1 },
      ];
      if (Object.keys(comparison.different).length === 0) {
        // An item that is the same as several others is so once.
        if (left !== lastSame) same.push({ ...preferred(a, b, values), pairedItem });
        lastSame = left;
      } else
        different.push({ json: resolved(a.json, b.json, comparison, { ...values, access }), pairedItem });
    }
    return {
      in1Only: only1.flatMap((at) => first[at] ?? []),
      same,
      different,
      in2Only: only2.flatMap((at) => second[at] ?? []),
    };
  },
});

type Given = Parameters<typeof parameters>;

function preferred<T>(first: T, second: T, { resolve, preferWhenMix }: Given): T {
  return resolve === 'preferInput2' || (resolve === 'mix' && preferWhenMix === 'input2') ? second : first;
}

function resolved(
  first: JsonObject,
  second: JsonObject,
  { keys, same, different, skipped }: Comparison,
  given: Given & { access: FieldAccess },
): JsonObject {
  if (given.resolve === 'includeBoth')
    return { keys, same, different, ...(Object.keys(skipped).length > 0 ? { skipped } : {}) };
  const base = preferred(first, second, given);
  if (given.resolve !== 'mix') return base;
  const other = base === first ? second : first;
  return nameList(given.exceptWhenMix, 'exceptWhenMix').reduce((mixed, name) => {
    const value = given.access.read(other, name);
    return value === undefined ? given.access.without(mixed, name) : given.access.with(mixed, name, value);
  }, base);
}
