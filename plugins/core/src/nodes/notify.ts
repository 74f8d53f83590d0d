import { defineNode, field, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';

export const notify = defineNode({
  type: 'notify',
  version: 1,
  displayName: 'Notify',
  description: 'Tells people something, over whatever channel the connection is',
  icon: icons.notify,
  group: 'action',
  subtitle: '{{severity}}: {{subject}}',
  connections: {
    notifier: { displayName: 'Channel', accepts: { capability: 'notifier' }, required: true },
  },
  parameters: {
    subject: field.text({ displayName: 'Subject', required: true }),
    bodyText: field.multiline({ displayName: 'Text', default: '' }),
    severity: field.options({
      displayName: 'Severity',
      options: [
        { value: 'info', name: 'Information' },
        { value: 'success', name: 'Success' },
        { value: 'warning', name: 'Warning' },
        { value: 'error', name: 'Error' },
        { value: 'critical', name: 'Critical' },
      ],
      default: 'info',
    }),
    source: field.text({ displayName: 'Source', description: "When empty, the pattern's name" }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, allParameters, connections, run, signal }) {
    const { notifier } = connections.notifier.capabilities;
    for (const { source, ...message } of allParameters())
      await notifier.notify({ ...message, source: source || run.patternName }, { signal });
    return items;
  },
});
