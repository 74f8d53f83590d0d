import { defineNode, field, type Item, type JsonObject, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { fieldRows } from '../values/field-rows.js';
import { asType } from '../values/as-type.js';
import { objectList, wrong } from '../values/lists.js';
import { define, withPath } from '../values/paths.js';

export const editFields = defineNode({
  type: 'editFields',
  version: 1,
  displayName: 'Edit Fields',
  description: 'Sets fields of each item',
  icon: icons.editFields,
  group: 'transform',
  subtitle: '{{fields}}',
  parameters: {
    fields: field.json({
      displayName: 'Fields',
      description: 'A list of { name, value, type? }; dots in a name lead into objects',
      default: [],
      drawnAs: fieldRows,
    }),
    keepOthers: field.boolean({ displayName: 'Keep the other fields', default: false }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  execute({ items, parameters }) {
    return items.map(({ json: given, binary }, index): Item => {
      const { fields, keepOthers } = parameters(index);
      const json = objectList(fields, 'fields').reduce(setField, keepOthers ? { ...given } : {});
      const pairedItem = { item: index };
      return binary ? { json, binary, pairedItem } : { json, pairedItem };
    });
  },
});

/** Of the item's own copy only what a path leads into is copied again. */
function setField(json: JsonObject, { name, value, type }: JsonObject): JsonObject {
  if (typeof name !== 'string' || name === '') throw wrong('fields', 'has an entry without a name');
  // An expression without a result leaves no value behind.
  const result = asType(value ?? null, type, name);
  return name.includes('.') ? withPath(json, name, result) : define(json, name, result);
}
