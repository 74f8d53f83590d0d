import { defineNode, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';

export const manualTrigger = defineNode({
  type: 'manualTrigger',
  version: 1,
  displayName: 'Manual Trigger',
  description: 'Starts the pattern when somebody runs it',
  icon: icons.manualTrigger,
  group: 'trigger',
  trigger: 'manual',
  parameters: {},
  inputs: [],
  outputs: [mainPin],
  execute: ({ items }) => (items.length > 0 ? items : [{ json: {} }]),
});
