import { defineNode, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';

export const noOperation = defineNode({
  type: 'noOperation',
  version: 1,
  displayName: 'No Operation',
  description: 'Passes its items on, to give a branch an end or a name',
  icon: icons.noOperation,
  group: 'flow',
  parameters: {},
  inputs: [mainPin],
  outputs: [mainPin],
  itemwise: true,
  execute: ({ items }) => items,
});
