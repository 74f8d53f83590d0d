import { benchHook } from './hooks.js';

await benchHook('edit', 'Webhook → Edit Fields → respond', () =>
  Promise.resolve({
    id: 'edit',
    name: 'Edit',
    type: 'core.editFields',
    parameters: {
      fields: [
        { name: 'greeting', value: '=Hello {{ $json.body.name }}' },
        { name: 'number', value: '={{ $json.body.number + 1 }}' },
      ],
      keepOthers: false,
    },
  }),
);
