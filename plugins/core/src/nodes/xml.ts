import { defineNode, type Item, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { wrong } from '../values/lists.js';
import { readPath, withPath } from '../values/paths.js';
import { xmlParameters } from '../xml/parameters.js';
import { readXml } from '../xml/read.js';
import { writeXml } from '../xml/write.js';

export const xml = defineNode({
  type: 'xml',
  version: 1,
  displayName: 'XML',
  description: 'Turns XML into JSON and back',
  icon: icons.xml,
  group: 'transform',
  subtitle: '{{mode}}',
  parameters: xmlParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  async execute({ items, allParameters }) {
    const library = await import('fast-xml-parser');
    return allParameters().map((given, index): Item => {
      const json = items[index]?.json ?? {};
      const pairedItem = { item: index };
      const name = given.dataPropertyName;
      if (given.mode === 'jsonToXml') return { json: withPath({}, name, writeXml(json, given)), pairedItem };
      const text = readPath(json, name);
      if (typeof text !== 'string')
        throw wrong('dataPropertyName', `names "${name}", which is no text in an item`);
      return { json: readXml(text, given, library), pairedItem };
    });
  },
});
