import { defineNode, field, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';

/** JavaScript of whoever edits the pattern. It runs in the sandbox of the expressions, never in Node. */
export const code = defineNode({
  type: 'code',
  version: 1,
  displayName: 'Code',
  description: 'Changes items with JavaScript of your own, in a sandbox without network or files',
  icon: icons.code,
  group: 'transform',
  subtitle: '{{mode}}',
  parameters: {
    mode: field.options({
      displayName: 'Run',
      options: [
        { value: 'runOnceForAllItems', name: 'Once for all items' },
        { value: 'runOnceForEachItem', name: 'Once for each item' },
      ],
      default: 'runOnceForAllItems',
    }),
    code: field.multiline({
      displayName: 'JavaScript',
      description:
        'Use items, $input, $json, $itemIndex, DateTime and console.log; return items, or objects that become items',
      language: 'javascript',
      required: true,
      default: 'return items;',
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters, sandbox }) {
    const { mode, code } = parameters();
    return sandbox.run(code, { mode, items });
  },
});
