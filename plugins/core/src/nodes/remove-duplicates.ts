import { defineNode, field, type Item, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { canonical } from '../items/canonical.js';
import { fieldAccess, omit, pick } from '../items/fields.js';
import { nameList, wrong } from '../values/lists.js';

const parameters = {
  compare: field.options({
    displayName: 'Compare',
    options: [
      { value: 'allFields', name: 'All fields' },
      { value: 'allFieldsExcept', name: 'All fields but some' },
      { value: 'selectedFields', name: 'Some fields' },
    ],
    default: 'allFields',
  }),
  fieldsToExclude: field.json({
    displayName: 'Fields to exclude',
    description: 'As a list or with commas',
    default: [],
    displayOptions: { show: { compare: ['allFieldsExcept'] } },
  }),
  fieldsToCompare: field.json({
    displayName: 'Fields to compare',
    description: 'As a list or with commas; every item must have them',
    default: [],
    displayOptions: { show: { compare: ['selectedFields'] } },
  }),
  removeOtherFields: field.boolean({
    displayName: 'Keep only what is compared',
    default: false,
    displayOptions: { hide: { compare: ['allFields'] } },
  }),
  disableDotNotation: field.boolean({ displayName: 'Dots are part of names', default: false }),
};

export const removeDuplicates = defineNode({
  type: 'removeDuplicates',
  version: 1,
  displayName: 'Remove Duplicates',
  description: 'Keeps the first of items that are equal',
  icon: icons.removeDuplicates,
  group: 'transform',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters: given }) {
    return items.flatMap(firstOfEqual(given()));
  },
  async consume({ batches, emit, parameters: given }) {
    const keep = firstOfEqual(given());
    for await (const items of batches) await emit({ main: items.flatMap(keep) });
  },
});

/** Gives an item back that is the first of its kind, and none for the others. */
function firstOfEqual(given: Parameters<typeof parameters>): (item: Item) => Item[] {
  const compared = comparedPart(given);
  const seen = new Set<string>();
  return (item) => {
    const json = compared(item);
    const key = canonical(json);
    if (seen.has(key)) return [];
    seen.add(key);
    return [given.removeOtherFields ? { ...item, json } : item];
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
