import {
  defineNode,
  field,
  type Item,
  type JsonObject,
  type JsonValue,
  mainPin,
  type Parameters,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { fieldAccess, omit, pick } from '../items/fields.js';
import { fieldRows } from '../values/field-rows.js';
import { asType } from '../values/as-type.js';
import { isObject, nameList, objectList, wrong } from '../values/lists.js';
import { parsedJson } from '../values/parsed-json.js';
import { define, isPath, withPath } from '../values/paths.js';

const manual = { show: { mode: ['manual'] } } as const;
const keeping = { show: { keepOthers: [true] } } as const;

const parameters = {
  mode: field.options({
    displayName: 'Mode',
    options: [
      { value: 'manual', name: 'Field by field' },
      { value: 'json', name: 'As JSON' },
    ],
    default: 'manual',
  }),
  fields: field.json({
    displayName: 'Fields',
    description: 'A list of { name, value, type? }; dots in a name lead into objects',
    default: [],
    displayOptions: manual,
    drawnAs: fieldRows,
  }),
  json: field.json({
    displayName: 'JSON',
    description: 'An object whose members are set, or a text that is one',
    default: {},
    displayOptions: { show: { mode: ['json'] } },
  }),
  keepOthers: field.boolean({ displayName: 'Keep the other fields', default: false }),
  include: field.options({
    displayName: 'Which of them',
    options: [
      { value: 'all', name: 'All' },
      { value: 'selected', name: 'Only some' },
      { value: 'except', name: 'All but some' },
    ],
    default: 'all',
    displayOptions: keeping,
  }),
  otherFields: field.json({
    displayName: 'Names',
    description: 'As a list or with commas',
    default: [],
    displayOptions: { show: { ...keeping.show, include: ['selected', 'except'] } },
  }),
  disableDotNotation: field.boolean({ displayName: 'Dots are part of names', default: false }),
  ignoreConversionErrors: field.boolean({
    displayName: 'Keep values that cannot be converted',
    description: 'As they are, instead of failing',
    default: false,
    displayOptions: manual,
  }),
  includeBinary: field.boolean({ displayName: 'Keep files', default: true }),
};

export const editFields = defineNode({
  type: 'editFields',
  version: 1,
  displayName: 'Edit Fields',
  description: 'Sets fields of each item',
  icon: icons.editFields,
  group: 'transform',
  subtitle: '{{fields}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  execute({ items, parameters: given }) {
    return items.map(({ json: others, binary }, index): Item => {
      const wanted = given(index);
      const json = withFields(othersOf(others, wanted), wanted);
      const pairedItem = { item: index };
      return binary && wanted.includeBinary ? { json, binary, pairedItem } : { json, pairedItem };
    });
  },
});

type Given = Parameters<typeof parameters>;

/** A copy of its own: what is set changes it. */
function othersOf(json: JsonObject, given: Given): JsonObject {
  if (!given.keepOthers) return {};
  if (given.include === 'all') return { ...json };
  const names = nameList(given.otherFields, 'otherFields');
  const access = fieldAccess(given.disableDotNotation);
  return given.include === 'selected' ? pick(json, names, access) : { ...omit(json, names, access) };
}

function withFields(json: JsonObject, given: Given): JsonObject {
  if (given.mode === 'json')
    return Object.entries(objectOf(given.json)).reduce(
      (all, [name, value]) => define(all, name, value),
      json,
    );
  return objectList(given.fields, 'fields').reduce((all, entry) => setField(all, entry, given), json);
}

/** Of the item's own copy only what a path leads into is copied again. */
function setField(json: JsonObject, { name, value, type }: JsonObject, given: Given): JsonObject {
  if (typeof name !== 'string' || name === '') throw wrong('fields', 'has an entry without a name');
  // An expression without a result leaves no value behind.
  const result = asType(value ?? null, type, name, given.ignoreConversionErrors);
  return isPath(name) && !given.disableDotNotation
    ? withPath(json, name, result)
    : define(json, name, result);
}

function objectOf(value: JsonValue): JsonObject {
  const object = typeof value === 'string' ? parsedJson(value) : value;
  if (isObject(object)) return object;
  throw wrong('json', 'is not a JSON object such as { "total": 1 }');
}
