import {
  type BinaryReference,
  defineNode,
  field,
  type FileStore,
  type Item,
  type JsonObject,
  mainPin,
  type Parameters,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { collectField, parseCollected } from '../items/collect.js';
import { fieldAccess, omit, pick } from '../items/fields.js';
import { type NamedFile, unlikeFiles } from '../items/unlike-files.js';
import { nameList, wrong } from '../values/lists.js';
import { define } from '../values/paths.js';

const individual = { show: { aggregate: ['aggregateIndividualFields'] } } as const;
const whole = { show: { aggregate: ['aggregateAllItemData'] } } as const;

const parameters = {
  aggregate: field.options({
    displayName: 'Aggregate',
    options: [
      { value: 'aggregateIndividualFields', name: 'Single fields', description: 'One list per field' },
      { value: 'aggregateAllItemData', name: 'Whole items', description: 'One list of all items' },
    ],
    default: 'aggregateIndividualFields',
  }),
  fieldsToAggregate: field.json({
    displayName: 'Fields',
    description: 'Names, or { field, outputFieldName } to give the list another name',
    default: [],
    displayOptions: individual,
  }),
  mergeLists: field.boolean({
    displayName: 'Merge lists',
    description: 'A field that is a list adds its entries instead of itself',
    default: false,
    displayOptions: individual,
  }),
  keepMissing: field.boolean({
    displayName: 'Keep missing values',
    description: 'Adds null for an item without a value',
    default: false,
    displayOptions: individual,
  }),
  destinationFieldName: field.text({
    displayName: 'Into the field',
    default: 'data',
    displayOptions: whole,
  }),
  include: field.options({
    displayName: 'Include',
    options: [
      { value: 'allFields', name: 'All fields' },
      { value: 'specifiedFields', name: 'Only some' },
      { value: 'allFieldsExcept', name: 'All but some' },
    ],
    default: 'allFields',
    displayOptions: whole,
  }),
  fieldsToInclude: field.json({
    displayName: 'Fields to include',
    default: [],
    displayOptions: { show: { ...whole.show, include: ['specifiedFields'] } },
  }),
  fieldsToExclude: field.json({
    displayName: 'Fields to exclude',
    default: [],
    displayOptions: { show: { ...whole.show, include: ['allFieldsExcept'] } },
  }),
  disableDotNotation: field.boolean({ displayName: 'Dots are part of names', default: false }),
  includeBinaries: field.boolean({
    displayName: 'Include files',
    description: 'Of all items; a second one of a name gets a number behind it',
    default: false,
  }),
  keepOnlyUnique: field.boolean({
    displayName: 'Leave out files that are the same',
    description: 'Of files with the same type and content only the first stays, whatever they are called',
    default: false,
    displayOptions: { show: { includeBinaries: [true] } },
  }),
};

export const aggregate = defineNode({
  type: 'aggregate',
  version: 1,
  displayName: 'Aggregate',
  description: 'Makes one item of many',
  icon: icons.aggregate,
  group: 'transform',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, parameters: given, files }) {
    const values = given();
    const json =
      values.aggregate === 'aggregateAllItemData' ? ofItems(items, values) : ofFields(items, values);
    const binary = values.includeBinaries ? named(await filesOf(items, values, files)) : {};
    const pairedItem = items.map((_, item) => ({ item }));
    return [{ json, ...(Object.keys(binary).length > 0 ? { binary } : {}), pairedItem }];
  },
});

type Given = Parameters<typeof parameters>;

async function filesOf(
  items: readonly Item[],
  { keepOnlyUnique }: Given,
  files: FileStore,
): Promise<readonly NamedFile[]> {
  const all = items.flatMap(({ binary }) => Object.entries(binary ?? {}));
  return keepOnlyUnique ? unlikeFiles(all, files) : all;
}

function named(files: readonly NamedFile[]): NonNullable<Item['binary']> {
  const all = new Map<string, BinaryReference>();
  const counts = new Map<string, number>();
  for (const [name, file] of files) {
    let free = name;
    for (let count = counts.get(name) ?? 1; all.has(free); count++) {
      free = `${name}_${count}`;
      counts.set(name, count + 1);
    }
    all.set(free, file);
  }
  return Object.fromEntries(all);
}

function ofItems(items: readonly Item[], given: Given): JsonObject {
  const access = fieldAccess(given.disableDotNotation);
  const included = nameList(given.fieldsToInclude, 'fieldsToInclude');
  const excluded = nameList(given.fieldsToExclude, 'fieldsToExclude');
  const part = {
    allFields: (json: JsonObject) => json,
    specifiedFields: (json: JsonObject) => pick(json, included, access),
    allFieldsExcept: (json: JsonObject) => omit(json, excluded, access),
  }[given.include];
  if (given.destinationFieldName === '') throw wrong('destinationFieldName', 'is empty');
  // An item without any of the fields adds nothing.
  const list = items.map(({ json }) => part(json)).filter((json) => Object.keys(json).length > 0);
  return access.with({}, given.destinationFieldName, list);
}

function ofFields(items: readonly Item[], given: Given): JsonObject {
  const access = fieldAccess(given.disableDotNotation);
  const rows = items.map(({ json }) => json);
  const json: JsonObject = {};
  for (const { name, output } of parseCollected(given.fieldsToAggregate, given.disableDotNotation)) {
    if (Object.hasOwn(json, output))
      throw wrong(
        'fieldsToAggregate',
        `gives two lists the name "${output}"; rename one with "outputFieldName"`,
      );
    define(json, output, collectField(rows, name, { ...given, access }));
  }
  return json;
}
