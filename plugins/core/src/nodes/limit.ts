import { defineNode, field, type Item, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { checkWhole } from '../values/numbers.js';

export const limit = defineNode({
  type: 'limit',
  version: 1,
  displayName: 'Limit',
  description: 'Keeps the first or the last items',
  icon: icons.limit,
  group: 'transform',
  subtitle: '{{keep}} {{maxItems}}',
  parameters: {
    maxItems: field.number({ displayName: 'Items', default: 1, min: 1, integer: true }),
    keep: field.options({
      displayName: 'Keep',
      options: [
        { value: 'firstItems', name: 'The first' },
        { value: 'lastItems', name: 'The last' },
      ],
      default: 'firstItems',
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters }): readonly Item[] {
    const { maxItems, keep } = parameters();
    checkWhole(maxItems, 1, 'maxItems');
    // The items know their place, so what is kept stays linked to what came in.
    return keep === 'firstItems' ? items.slice(0, maxItems) : items.slice(-maxItems);
  },
  async consume({ batches, emit, parameters }) {
    const { maxItems, keep } = parameters();
    checkWhole(maxItems, 1, 'maxItems');
    let last: Item[] = [];
    let left = maxItems;
    for await (const items of batches) {
      if (keep === 'lastItems') last = [...last, ...items].slice(-maxItems);
      else if (left > 0) await emit({ main: items.slice(0, left) });
      left -= items.length;
    }
    await emit({ main: last });
  },
});
