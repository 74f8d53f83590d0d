import { defineConnector } from '@patchbay/plugin-sdk';
import { destinationOf } from '../destination.js';
import { openWebhook, send } from './client.js';
import { fields } from './fields.js';
import { icon } from './icon.js';
import { imports } from './imports.js';
import { notifierOf, probe } from './probe.js';

export const webhook = defineConnector({
  type: 'webhook',
  displayName: 'Webhook',
  description: 'Send JSON to an address, with a token or signed',
  icon,
  category: 'messaging',
  // An n8n workflow is started by a webhook like any other.
  aliases: ['n8n_webhook'],
  auth: 'credentials',
  fields,
  imports,
  destinations: ({ url }) => [destinationOf(new URL(url))],
  open: openWebhook,
  test: (client, { signal }) => probe(client, signal),
  capabilities: {
    notifier: notifierOf,
    webhook: (client) => ({ send: (body, { signal }) => send(client, body, { signal }) }),
  },
});
