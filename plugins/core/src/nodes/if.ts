import { defineNode, mainPin } from '@patchbay/plugin-sdk';
import { conditionFields } from '../conditions/fields.js';
import { splitItems } from '../conditions/split.js';
import { icons } from '../icons.js';

export const ifNode = defineNode({
  type: 'if',
  version: 1,
  displayName: 'If',
  description: 'Sends each item one way or the other',
  icon: icons.if,
  group: 'flow',
  subtitle: '{{conditions}}',
  parameters: conditionFields,
  inputs: [mainPin],
  outputs: [
    { name: 'true', type: 'items', displayName: 'True' },
    { name: 'false', type: 'items', displayName: 'False' },
  ],
  itemwise: true,
  async execute(context) {
    const { met, unmet } = await splitItems(context);
    return { true: met, false: unmet };
  },
});
