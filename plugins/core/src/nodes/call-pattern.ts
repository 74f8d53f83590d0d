import { defineNode, field, type Item, mainPin, type NodeContext } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';

export const callPattern = defineNode({
  type: 'callPattern',
  version: 1,
  displayName: 'Call Pattern',
  description: 'Runs another pattern of the project and gives what it gives',
  icon: icons.callPattern,
  group: 'flow',
  subtitle: '{{pattern}}',
  parameters: {
    by: field.options({
      displayName: 'Named by',
      options: [
        { value: 'id', name: 'Its id, which stays when it is renamed' },
        { value: 'name', name: 'Its name' },
      ],
      default: 'id',
    }),
    // The host reads it from the saved graph: an expression here is refused.
    pattern: field.text({ displayName: 'Pattern', required: true, hint: 'No expression' }),
    mode: field.options({
      displayName: 'Run',
      options: [
        { value: 'once', name: 'Once with all items' },
        { value: 'eachItem', name: 'Once for each item, one after the other' },
      ],
      default: 'once',
    }),
    wait: field.boolean({
      displayName: 'Wait for its end',
      description:
        'The called pattern then stays in the process: it may wait for an hour at most, and for no call and no form. Without, the step passes its items on as soon as the run is recorded',
      default: true,
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  async execute(context): Promise<readonly Item[]> {
    const { mode, wait } = context.parameters();
    if (mode === 'once') {
      const { items } = await context.callPattern({ items: context.items, wait });
      return wait ? items : context.items;
    }
    const given = await callForEach(context, wait);
    return wait ? given : context.items;
  },
});

async function callForEach(
  { items, callPattern, signal }: Pick<NodeContext, 'items' | 'callPattern' | 'signal'>,
  wait: boolean,
): Promise<Item[]> {
  const given: Item[] = [];
  for (const [index, item] of items.entries()) {
    signal.throwIfAborted();
    const result = await callPattern({ items: [item], wait });
    for (const each of result.items) given.push({ ...each, pairedItem: { item: index } });
  }
  return given;
}
