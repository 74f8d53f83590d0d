import { definePlugin } from '@patchbay/plugin-sdk';
import { basicAuth, headerAuth } from './callers/connectors.js';
import { jwtAuth } from './jwt/connector.js';
import { slackWebhook } from './slack/connector.js';
import { webhook } from './webhook/connector.js';

export default definePlugin({
  name: 'webhook',
  displayName: 'Webhooks',
  connectors: [webhook, slackWebhook, basicAuth, headerAuth, jwtAuth],
});
