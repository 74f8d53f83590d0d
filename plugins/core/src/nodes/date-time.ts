import { defineNode, type Item, mainPin } from '@patchbay/plugin-sdk';
import { operations } from '../dates/operations.js';
import { dateTimeParameters } from '../dates/parameters.js';
import { icons } from '../icons.js';
import { wrong } from '../values/lists.js';
import { withPath } from '../values/paths.js';

export const dateTime = defineNode({
  type: 'dateTime',
  version: 1,
  displayName: 'Date & Time',
  description: 'Computes with dates and formats them',
  icon: icons.dateTime,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters: dateTimeParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  async execute({ items, allParameters, run }) {
    const luxon = await import('luxon');
    const zones = new Set<string>();
    return allParameters().map((given, index): Item => {
      const zone = given.timeZone || run.timeZone;
      // Asked once per name: to find out costs more than all the rest.
      if (!zones.has(zone) && !luxon.IANAZone.isValidZone(zone))
        throw wrong('timeZone', `is not an IANA name: "${zone}"`);
      zones.add(zone);
      const { field, compute } = operations[given.operation];
      const value = compute(given, { luxon, zone, fromFormat: given.fromFormat });
      const json = given.includeInputFields ? (items[index]?.json ?? {}) : {};
      return { json: withPath(json, given.outputFieldName || field, value), pairedItem: { item: index } };
    });
  },
});
