import { defineNode, field, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { joinAll, joinByFields, joinByPosition, parseKeys } from '../merge/join.js';

export const merge = defineNode({
  type: 'merge',
  version: 1,
  displayName: 'Merge',
  description: 'Brings the items of two branches together',
  icon: icons.merge,
  group: 'flow',
  subtitle: '{{mode}}',
  parameters: {
    mode: field.options({
      displayName: 'Mode',
      options: [
        { value: 'append', name: 'Append', description: 'The items of input 1, then those of input 2' },
        { value: 'combineByPosition', name: 'Combine by position' },
        { value: 'combineByFields', name: 'Combine by fields' },
        {
          value: 'combineAll',
          name: 'Combine all',
          description: 'Each item of input 1 with each of input 2',
        },
        { value: 'chooseBranch', name: 'Choose a branch', description: 'Waits for both and passes one on' },
      ],
      default: 'append',
    }),
    keys: field.json({
      displayName: 'Keys',
      description: 'Fields that must be equal: names, or { left, right } where they differ',
      default: [],
      displayOptions: { show: { mode: ['combineByFields'] } },
    }),
    join: field.options({
      displayName: 'Keep',
      options: [
        { value: 'inner', name: 'Only matches' },
        { value: 'left', name: 'Matches and the rest of input 1' },
        { value: 'outer', name: 'Everything' },
      ],
      default: 'inner',
      displayOptions: { show: { mode: ['combineByFields'] } },
    }),
    includeUnpaired: field.boolean({
      displayName: 'Keep items without a partner',
      default: false,
      displayOptions: { show: { mode: ['combineByPosition'] } },
    }),
    branch: field.options({
      displayName: 'Branch',
      options: [
        { value: 1, name: 'Input 1' },
        { value: 2, name: 'Input 2' },
      ],
      default: 1,
      displayOptions: { show: { mode: ['chooseBranch'] } },
    }),
  },
  // Neither is required: when a branch gets no data, the other one's items still go on.
  inputs: [
    { name: 'input1', type: 'items', displayName: 'Input 1', aliases: ['main'], required: false },
    { name: 'input2', type: 'items', displayName: 'Input 2', required: false },
  ],
  outputs: [mainPin],
  execute(context) {
    const { mode, keys, join, includeUnpaired, branch } = context.parameters();
    const first = context.input('input1');
    const second = context.input('input2');
    switch (mode) {
      case 'append':
        return [...first, ...second];
      case 'combineByPosition':
        return joinByPosition(first, second, includeUnpaired);
      case 'combineByFields':
        return joinByFields(first, second, parseKeys(keys), join);
      case 'combineAll':
        return joinAll(first, second);
      case 'chooseBranch':
        return branch === 1 ? first : second;
    }
  },
});
