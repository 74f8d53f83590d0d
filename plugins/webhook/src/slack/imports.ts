import type { ImportDeclaration } from '@patchbay/plugin-sdk';

const hosts = ['hooks.slack.com'];

export const imports: readonly ImportDeclaration[] = [
  { from: 'url', names: ['https'], hosts, fields: { url: 'webhookUrl' } },
  { from: 'curl', hosts, fields: { url: 'webhookUrl' } },
  { from: 'env', names: ['SLACK_'], fields: { WEBHOOK: 'webhookUrl', WEBHOOK_URL: 'webhookUrl' } },
  {
    from: 'airflow',
    names: ['slackwebhook'],
    fields: { password: { field: 'webhookUrl', prefix: 'https://hooks.slack.com/services/' } },
  },
];
