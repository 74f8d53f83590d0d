import {
  defineNode,
  field,
  type Item,
  type JsonValue,
  mainPin,
  type WebhookReply,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';

export const respond = defineNode({
  type: 'respond',
  version: 1,
  displayName: 'Respond',
  description: 'Answers the request that started the run',
  icon: icons.respond,
  group: 'action',
  subtitle: '{{statusCode}}',
  parameters: {
    respondWith: field.options({
      displayName: 'Answer with',
      options: [
        { value: 'auto', name: 'The body below, or else the first item' },
        { value: 'firstItem', name: 'The first item' },
        { value: 'allItems', name: 'All items, as a list' },
        { value: 'nothing', name: 'No body' },
      ],
      default: 'auto',
    }),
    body: field.json({
      displayName: 'Body',
      description: 'Text is sent as text, anything else as JSON',
      displayOptions: { show: { respondWith: ['auto'] } },
    }),
    statusCode: field.number({ displayName: 'Status', default: 200, min: 200, max: 599, integer: true }),
    headers: field.headers({ displayName: 'Headers', default: {} }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  execute(context) {
    const { respondWith, body, statusCode, headers } = context.parameters();
    const reply: WebhookReply = {
      status: statusCode,
      headers,
      body: bodyOf(respondWith, body, context.items),
    };
    if (!context.respond(reply)) context.log('info', 'No request waits for an answer.');
    return context.items;
  },
});

function bodyOf(
  respondWith: string,
  body: JsonValue | undefined,
  items: readonly Item[],
): JsonValue | undefined {
  if (respondWith === 'nothing') return undefined;
  if (respondWith === 'allItems') return items.map(({ json }) => json);
  if (respondWith === 'auto' && body !== undefined) return body;
  return items[0]?.json ?? {};
}
