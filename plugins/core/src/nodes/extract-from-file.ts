import { defineNode, type Item, type JsonObject, mainPin, ResultLimit } from '@patchbay/plugin-sdk';
import { contentsOf } from '../files/extract.js';
import { extractParameters, type Given } from '../files/extract-parameters.js';
import { icons } from '../icons.js';
import { define } from '../values/paths.js';

export const extractFromFile = defineNode({
  type: 'extractFromFile',
  version: 1,
  displayName: 'Extract from File',
  description:
    'Reads the items of a table, a calendar or a JSON file, or the text of a PDF or any other file',
  icon: icons.extractFromFile,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters: extractParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, allParameters, files, signal }): Promise<readonly Item[]> {
    const found: Item[] = [];
    const limit = new ResultLimit();
    for (const [index, given] of allParameters().entries())
      for await (const batch of contentsOf(files, items[index], given, signal)) {
        limit.takeRows(batch.map((json) => Object.values(json)));
        for (const each of linked(batch, items, index, given)) found.push(each);
      }
    return found;
  },
  async produce({ items, allParameters, files, emit, signal }) {
    await emit({ main: [] });
    for (const [index, given] of allParameters().entries())
      for await (const batch of contentsOf(files, items[index], given, signal))
        await emit({ main: linked(batch, items, index, given) });
  },
});

function linked(
  batch: readonly JsonObject[],
  items: readonly Item[],
  index: number,
  { keepSource }: Given,
): Item[] {
  const pairedItem = { item: index };
  if (keepSource === 'nothing') return batch.map((json) => ({ json, pairedItem }));
  const { json: own, binary }: Item = items[index] ?? { json: {} };
  const withFiles = keepSource !== 'json' && binary ? { binary } : {};
  return batch.map((json) => ({
    json: keepSource === 'binary' ? json : merged(own, json),
    ...withFiles,
    pairedItem,
  }));
}

/** What was read comes before what the item has under the same name. */
function merged(own: JsonObject, read: JsonObject): JsonObject {
  const json = { ...own };
  for (const [name, value] of Object.entries(read)) define(json, name, value);
  return json;
}
