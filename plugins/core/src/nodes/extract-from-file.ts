import { defineNode, type Item, type JsonObject, mainPin, ResultLimit } from '@patchbay/plugin-sdk';
import { contentsOf } from '../files/extract.js';
import { extractParameters } from '../files/extract-parameters.js';
import { icons } from '../icons.js';

export const extractFromFile = defineNode({
  type: 'extractFromFile',
  version: 1,
  displayName: 'Extract from File',
  description: 'Reads the items of a CSV, XLSX or JSON file, or the text of any',
  icon: icons.extractFromFile,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters: extractParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, allParameters, files }): Promise<readonly Item[]> {
    const found: Item[] = [];
    const limit = new ResultLimit();
    for (const [item, given] of allParameters().entries())
      for await (const batch of contentsOf(files, items[item], given)) {
        limit.takeRows(batch.map((json) => Object.values(json)));
        for (const each of linked(batch, item)) found.push(each);
      }
    return found;
  },
  async produce({ items, allParameters, files, emit }) {
    await emit({ main: [] });
    for (const [item, given] of allParameters().entries())
      for await (const batch of contentsOf(files, items[item], given))
        await emit({ main: linked(batch, item) });
  },
});

function linked(batch: readonly JsonObject[], item: number): Item[] {
  return batch.map((json) => ({ json, pairedItem: { item } }));
}
