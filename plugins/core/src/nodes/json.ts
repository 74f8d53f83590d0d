import { defineNode, field, type Item, type JsonObject, mainPin, PatchbayError } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { asObjects, wrong } from '../values/lists.js';
import { parsedJson } from '../values/parsed-json.js';
import { readPath, withPath } from '../values/paths.js';

export const json = defineNode({
  type: 'json',
  version: 1,
  displayName: 'JSON',
  description: 'Turns JSON text into data and back',
  icon: icons.json,
  group: 'transform',
  subtitle: '{{operation}} {{field}}',
  parameters: {
    operation: field.options({
      displayName: 'Operation',
      options: [
        { value: 'parse', name: 'Text to data' },
        { value: 'stringify', name: 'Data to text' },
      ],
      default: 'parse',
    }),
    field: field.text({
      displayName: 'From field',
      description: 'Empty: "data" for the text, the whole item for data',
    }),
    toField: field.text({
      displayName: 'To field',
      description:
        'Empty: what was read becomes the item, or one item per entry of a list; a text goes to "data"',
    }),
    indent: field.boolean({
      displayName: 'With line breaks',
      default: false,
      displayOptions: { show: { operation: ['stringify'] } },
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  execute({ items, allParameters }): readonly Item[] {
    return allParameters().flatMap(({ operation, field: from, toField, indent }, item) => {
      const given = items[item]?.json ?? {};
      const results =
        operation === 'parse'
          ? parsed(given, from || 'data', toField)
          : [stringified(given, from, toField, indent)];
      return results.map((result): Item => ({ json: result, pairedItem: { item } }));
    });
  },
});

function parsed(given: JsonObject, from: string, toField: string | undefined): JsonObject[] {
  const text = readPath(given, from);
  if (typeof text !== 'string') throw wrong('field', `names "${from}", which is no text in an item`);
  const value = parsedJson(text);
  if (value === undefined)
    throw new PatchbayError(
      'step-failed',
      `The field "${from}" holds ${text.length} characters that are no JSON.`,
    );
  if (toField) return [withPath(given, toField, value)];
  return asObjects(value);
}

function stringified(
  given: JsonObject,
  from: string | undefined,
  toField: string | undefined,
  indent = false,
): JsonObject {
  const value = from ? readPath(given, from) : given;
  if (value === undefined) throw wrong('field', `names "${from}", which an item does not have`);
  return withPath(given, toField || 'data', JSON.stringify(value, undefined, indent ? 2 : undefined));
}
