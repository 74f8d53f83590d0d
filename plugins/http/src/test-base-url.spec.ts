import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, it } from 'node:test';
import { openConnector } from '@patchbay/plugin-testing';
import { http } from './connector.js';
import { echoServer } from './spec/echo-server.js';
import { testBaseUrl } from './test-base-url.js';

async function outcome(handler: RequestListener) {
  const server = await echoServer(handler);
  const opened = await openConnector(http, {
    baseUrl: server.url,
    authType: 'bearer',
    authToken: 'token-4711',
  });
  const result = await testBaseUrl(opened.client, { signal: AbortSignal.timeout(5_000) });
  await opened.close();
  await server.close();
  return { result, methods: server.seen.map(({ method }) => method) };
}

const always =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end();

describe('testing an HTTP connection', () => {
  it('asks by HEAD', async () => {
    assert.deepEqual(await outcome(always(204)), {
      result: { ok: true, message: 'Status 204' },
      methods: ['HEAD'],
    });
  });

  it('asks by GET where the server does not know HEAD', async () => {
    const { result, methods } = await outcome((request, response) =>
      response.writeHead(request.method === 'HEAD' ? 405 : 200).end(),
    );
    assert.deepEqual([result.ok, methods], [true, ['HEAD', 'GET']]);
  });

  it('counts any answer that refuses nobody as a server that is there', async () => {
    assert.equal((await outcome(always(404))).result.ok, true);
  });

  for (const status of [401, 403]) {
    it(`reads ${status} as refused credentials`, async () => {
      const { result } = await outcome(always(status));
      assert.equal(!result.ok && result.outcome, 'authFailed');
    });
  }

  it('reads 5xx as a broken server', async () => {
    const { result } = await outcome(always(503));
    assert.deepEqual(result, {
      ok: false,
      outcome: 'protocol',
      message: 'The server answered with status 503.',
    });
  });
});
