import {
  defineNode,
  field,
  type Item,
  type JsonValue,
  mainPin,
  PatchbayError,
  type WebhookAnswer,
} from '@patchbay/plugin-sdk';
import { fileOf } from '../files/reference.js';
import { fileSource } from '../files/source.js';
import { icons } from '../icons.js';

export const sendWebhook = defineNode({
  type: 'sendWebhook',
  version: 1,
  displayName: 'Send Webhook',
  description: "Sends each item to the connection's address, authorised or signed as the connection says",
  icon: icons.sendWebhook,
  group: 'action',
  connections: {
    webhook: { displayName: 'Webhook', accepts: { capability: 'webhook' }, required: true },
  },
  parameters: {
    body: field.json({
      displayName: 'Body',
      description: 'When empty, the item. Text is sent as text, anything else as JSON',
    }),
    bodyBinaryField: field.text({
      displayName: 'File to send',
      description: 'Name of a file of the item, sent instead of the body',
    }),
    options: field.collection({
      displayName: 'Options',
      default: {},
      fields: {
        failOnStatus: field.boolean({ displayName: 'Fail on a status of 300 and above', default: true }),
      },
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, allParameters, connections, files, signal }) {
    const { webhook } = connections.webhook.capabilities;
    const answers: Item[] = [];
    for (const [item, { body, bodyBinaryField: file, options }] of allParameters().entries()) {
      const content = file
        ? fileSource(files, fileOf(items[item], file, 'bodyBinaryField'))
        : isEmpty(body)
          ? (items[item]?.json ?? {})
          : body;
      const answer = await webhook.send(content, { signal });
      if (options.failOnStatus !== false) check(answer);
      answers.push({ json: { status: answer.status, body: answer.body }, pairedItem: { item } });
    }
    return answers;
  },
});

function isEmpty(body: JsonValue | undefined): body is undefined | null | '' {
  return body === undefined || body === null || body === '';
}

/** Redirects are not followed, so an answer that is one means that nobody took the message. */
function check({ status }: WebhookAnswer): void {
  if (status >= 300) throw new PatchbayError('step-failed', `The webhook was answered ${status}.`);
}
