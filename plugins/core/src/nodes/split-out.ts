import {
  defineNode,
  field,
  type Item,
  type JsonObject,
  mainPin,
  type Parameters,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { type FieldAccess, fieldAccess, omit, pick } from '../items/fields.js';
import { entriesOf } from '../items/entries.js';
import { isObject, nameList, wrong } from '../values/lists.js';

const parameters = {
  fieldToSplitOut: field.json({
    displayName: 'Fields to split out',
    description:
      'Fields that are lists or objects, as a list of names or with commas; $binary for one item per file',
    required: true,
  }),
  include: field.options({
    displayName: 'Include',
    options: [
      { value: 'noOtherFields', name: 'No other fields' },
      { value: 'allOtherFields', name: 'All other fields' },
      { value: 'selectedOtherFields', name: 'Some other fields' },
    ],
    default: 'noOtherFields',
  }),
  fieldsToInclude: field.json({
    displayName: 'Fields to include',
    default: [],
    displayOptions: { show: { include: ['selectedOtherFields'] } },
  }),
  destinationFieldName: field.json({
    displayName: 'Into the fields',
    description: 'Other names for the fields that are split out, in the same order',
    default: '',
  }),
  disableDotNotation: field.boolean({ displayName: 'Dots are part of names', default: false }),
  includeBinary: field.boolean({ displayName: 'Include files', default: false }),
};

export const splitOut = defineNode({
  type: 'splitOut',
  version: 1,
  displayName: 'Split Out',
  description: 'Makes one item per entry of a list',
  icon: icons.splitOut,
  group: 'transform',
  subtitle: '{{fieldToSplitOut}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  execute({ items, allParameters, log }) {
    const missing = new Set<string>();
    const output: Item[] = [];
    for (const [index, given] of allParameters().entries()) {
      const item = items[index];
      if (!item) continue;
      if (given.fieldToSplitOut === '$binary') {
        output.push(...itemsOfFiles(item, given).map((each) => ({ ...each, pairedItem: { item: index } })));
        continue;
      }
      const binary = given.includeBinary && item.binary ? { binary: item.binary } : {};
      for (const json of split(item.json, given, missing))
        output.push({ json, ...binary, pairedItem: { item: index } });
    }
    for (const name of missing) log('warning', `An item has no field "${name}", so it gives nothing there.`);
    return output;
  },
});

type Given = Parameters<typeof parameters>;

function itemsOfFiles({ json, binary = {} }: Item, given: Given): Item[] {
  const others = otherFields(json, given, [], fieldAccess(given.disableDotNotation));
  return Object.entries(binary).map(([name, file]) => ({ json: others, binary: { [name]: file } }));
}

function split(json: JsonObject, given: Given, missing: Set<string>): JsonObject[] {
  const access = fieldAccess(given.disableDotNotation);
  const fields = nameList(given.fieldToSplitOut, 'fieldToSplitOut');
  const destinations = nameList(given.destinationFieldName, 'destinationFieldName');
  if (fields.length === 0) throw wrong('fieldToSplitOut', 'names no field');
  if (destinations.length > 0 && destinations.length !== fields.length)
    throw wrong('destinationFieldName', `must give ${fields.length} names, one per field`);
  const columns = fields.map((name, at) => {
    const value = access.read(json, name);
    if (value === undefined) missing.add(name);
    return { name: destinations[at] ?? name, entries: entriesOf(value) };
  });
  const others = otherFields(json, given, fields, access);
  const isWholeItem = fields.length === 1 && destinations.length === 0 && given.include === 'noOtherFields';
  const length = Math.max(...columns.map(({ entries }) => entries.length));
  return Array.from({ length }, (_, at) => {
    const only = columns[0]?.entries[at];
    // An object alone becomes the item itself.
    if (isWholeItem && isObject(only)) return only;
    return columns.reduce((row, { name, entries }) => {
      const entry = entries[at];
      return entry === undefined ? row : access.with(row, name, entry);
    }, others);
  });
}

function otherFields(
  json: JsonObject,
  given: Given,
  fields: readonly string[],
  access: FieldAccess,
): JsonObject {
  switch (given.include) {
    case 'noOtherFields':
      return {};
    case 'allOtherFields':
      return omit(json, fields, access);
    case 'selectedOtherFields':
      return pick(json, nameList(given.fieldsToInclude, 'fieldsToInclude'), access);
  }
}
