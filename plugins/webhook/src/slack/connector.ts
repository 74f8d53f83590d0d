import { defineConnector } from '@patchbay/plugin-sdk';
import { destinationOf } from '../destination.js';
import { openSlack } from './client.js';
import { fields } from './fields.js';
import { icon } from './icon.js';
import { imports } from './imports.js';
import { notifierOf, probe } from './notify.js';

export const slackWebhook = defineConnector({
  type: 'slack_webhook',
  displayName: 'Slack incoming webhook',
  description: 'Post notifications into a Slack channel',
  icon,
  category: 'messaging',
  auth: 'apiKey',
  documentationUrl: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/',
  fields,
  imports,
  destinations({ webhookUrl }) {
    const url = webhookUrl.reveal();
    return [URL.canParse(url) ? destinationOf(new URL(url)) : { host: 'hooks.slack.com', port: 443 }];
  },
  open: openSlack,
  test: (client, { signal }) => probe(client, signal),
  capabilities: { notifier: notifierOf },
});
