import { defineConnector } from '@patchbay/plugin-sdk';
import { openHttp, request } from './client.js';
import { fields } from './fields.js';
import { icon } from './icon.js';
import { imports } from './imports.js';
import { testBaseUrl } from './test-base-url.js';

export const http = defineConnector({
  type: 'http',
  displayName: 'HTTP API',
  description: 'Any HTTP API, with its authentication and default headers',
  icon,
  category: 'api',
  aliases: ['api_rest'],
  auth: 'credentials',
  fields,
  imports,
  destinations: ({ baseUrl }) => [destinationOf(new URL(baseUrl))],
  open: openHttp,
  test: testBaseUrl,
  capabilities: {
    http: (client) => ({ request: (wanted, options) => request(client, wanted, options) }),
  },
});

function destinationOf({ hostname, port, protocol }: URL): { host: string; port: number } {
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}
