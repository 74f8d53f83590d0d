import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';
import { testPlugin } from '@patchbay/plugin-testing';
import http from './index.js';

const server = createServer((_request, response) => response.end('ok'));
before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => server.close());

testPlugin(http, {
  entry: new URL('./index.js', import.meta.url),
  connectors: {
    http: {
      speaks: 'http',
      withTls: (port) => ({
        baseUrl: `https://127.0.0.1:${port}`,
        authType: 'bearer',
        authToken: 'token-4711-token',
      }),
      unreachable: (port) => ({
        baseUrl: `http://127.0.0.1:${port}`,
        authType: 'bearer',
        authToken: 'token-4711-token',
      }),
      working: () => ({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    },
  },
});
