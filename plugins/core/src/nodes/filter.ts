import { defineNode, mainPin } from '@patchbay/plugin-sdk';
import { conditionFields } from '../conditions/fields.js';
import { splitItems } from '../conditions/split.js';
import { icons } from '../icons.js';

export const filter = defineNode({
  type: 'filter',
  version: 1,
  displayName: 'Filter',
  description: 'Keeps the items that meet the conditions',
  icon: icons.filter,
  group: 'transform',
  subtitle: '{{conditions}}',
  parameters: conditionFields,
  inputs: [mainPin],
  outputs: [
    { ...mainPin, displayName: 'Kept' },
    { name: 'discarded', type: 'items', displayName: 'Discarded' },
  ],
  itemwise: true,
  async execute(context) {
    const { met, unmet } = await splitItems(context);
    return { main: met, discarded: unmet };
  },
});
