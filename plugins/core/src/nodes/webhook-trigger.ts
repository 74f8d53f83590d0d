import { defineNode, field, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';

export const webhookTrigger = defineNode({
  type: 'webhookTrigger',
  version: 1,
  displayName: 'Webhook Trigger',
  description: 'Starts the pattern when a request arrives at its address',
  icon: icons.webhookTrigger,
  group: 'trigger',
  trigger: 'webhook',
  subtitle: '{{method}} {{path}}',
  parameters: {
    path: field.text({
      displayName: 'Path',
      description: 'Behind /hooks/<environment>/',
      placeholder: 'orders',
      required: true,
      pattern: {
        regex: '^/?[\\w~.:-][\\w~.:/-]*$',
        message: 'Letters, digits, and - _ . ~ between slashes; :name stands for any value',
      },
    }),
    method: field.options({
      displayName: 'Method',
      options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].map((value) => ({ value, name: value })),
      default: 'POST',
    }),
    respond: field.options({
      displayName: 'Respond',
      options: [
        { value: 'immediately', name: 'Immediately', description: '202 as soon as the run is recorded' },
        { value: 'whenDone', name: 'When the run is over', description: 'With the items of the last step' },
        { value: 'byNode', name: 'By a Respond node' },
      ],
      default: 'immediately',
    }),
  },
  inputs: [],
  outputs: [mainPin],
  // The host makes the item: { method, headers, query, params, body }.
  execute: ({ items }) => items,
});
