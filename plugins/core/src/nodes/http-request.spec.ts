import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { defineConnector, field, httpOver } from '@patchbay/plugin-sdk';
import { probeNode, runNode } from '@patchbay/plugin-testing';
import { httpRequest } from './http-request.js';

const answers: Record<string, [status: number, type: string, body: string]> = {
  '/object': [200, 'application/json', '{"a":1}'],
  '/list': [200, 'application/vnd.api+json', '[{"a":1},2]'],
  '/text': [200, 'text/plain', 'hello'],
  '/hidden-json': [200, 'text/plain', '{"a":1}'],
  '/broken': [200, 'application/json', '{"a":'],
  '/missing': [404, 'application/json', '{"error":"none"}'],
  '/closed': [403, 'text/plain', 'no'],
  '/unknown': [401, 'text/plain', 'who?'],
};
const seen: string[] = [];
const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url ?? '', 'http://x');
  seen.push(`${request.method} ${pathname}`);
  if (pathname === '/repeat') {
    request.pipe(response.setHeader('content-type', 'text/plain'));
    return;
  }
  const [status, type, body] = answers[pathname] ?? [
    200,
    'application/json',
    JSON.stringify({ method: request.method, search, x: request.headers['x-a'] }),
  ];
  response.writeHead(status, { 'content-type': type }).end(body);
});

describe('HTTP Request', () => {
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  const run = (parameters: Record<string, unknown>, items = [{}]) =>
    runNode(httpRequest, { parameters, items, allowPrivateForPatterns: true });

  it('gives JSON as items and text as data', async () => {
    assert.deepEqual((await run({ url: `${url}/object` })).outputs.main, [{ a: 1 }]);
    assert.deepEqual((await run({ url: `${url}/list` })).outputs.main, [{ a: 1 }, { data: 2 }]);
    assert.deepEqual((await run({ url: `${url}/text` })).outputs.main, [{ data: 'hello' }]);
    const named = await run({ url: `${url}/text`, outputField: 'said' });
    assert.deepEqual(named.outputs.main, [{ said: 'hello' }]);
    assert.deepEqual((await run({ url: `${url}/hidden-json`, responseFormat: 'json' })).outputs.main, [
      { a: 1 },
    ]);
    assert.deepEqual((await run({ url: `${url}/object`, responseFormat: 'text' })).outputs.main, [
      { data: '{"a":1}' },
    ]);
    assert.equal((await run({ url: `${url}/text`, responseFormat: 'json' })).error?.code, 'connect-protocol');
    assert.deepEqual((await run({ url: `${url}/broken` })).outputs.main, [{ data: '{"a":' }]);
  });

  it('builds a request per item', async () => {
    const parameters = {
      method: 'POST',
      url: `=${url}/echo/{{ $json.id }}`,
      query: { q: '={{ $json.q }}', n: null },
      headers: { 'X-A': '={{ $json.id }}' },
    };
    const { outputs } = await run(parameters, [
      { id: 1, q: 'a b' },
      { id: 2, q: ['x', 'y'] },
    ]);
    assert.deepEqual(outputs.main, [
      { method: 'POST', search: '?q=a+b', x: '1' },
      { method: 'POST', search: '?q=x&q=y', x: '2' },
    ]);
  });

  it('fails on a bad status unless told otherwise, and keeps the query out of the message', async () => {
    const { error } = await run({ url: `${url}/missing?key=query-4711` });
    assert.match(error?.detail ?? '', /GET .*\/missing was answered 404 Not Found/u);
    assert.ok(!JSON.stringify(error).includes('4711'));
    const { outputs } = await run({
      url: `${url}/missing`,
      fullResponse: true,
      options: { failOnStatus: false },
    });
    assert.deepEqual([outputs.main?.[0]?.statusCode, outputs.main?.[0]?.body], [404, { error: 'none' }]);
  });

  it('reaches no private address unless the installation allows it', async () => {
    const { error } = await runNode(httpRequest, { parameters: { url: `${url}/object` } });
    assert.equal(error?.code, 'egress-refused');
  });

  it('keeps an answer as a file, and sends one', async () => {
    const parameters = { url: `${url}/object`, responseFormat: 'file', outputBinaryField: 'answer' };
    const { items, file } = await runNode(httpRequest, { parameters, allowPrivateForPatterns: true });
    const reference = items['main']?.[0]?.binary?.['answer'];
    assert.deepEqual([reference?.mimeType, reference?.size], ['application/json', 7]);
    assert.equal(file(reference).toString(), '{"a":1}');
    const sent = await runNode(httpRequest, {
      parameters: { method: 'POST', url: `${url}/repeat`, bodyBinaryField: 'up', responseFormat: 'text' },
      files: [{ up: { content: 'bytes of it', mimeType: 'text/plain' } }],
      allowPrivateForPatterns: true,
    });
    assert.deepEqual(sent.outputs['main'], [{ data: 'bytes of it' }]);
  });

  describe('by a connection', () => {
    const connector = defineConnector({
      type: 'fixed',
      displayName: 'Fixed',
      description: 'Sends every request to one address',
      category: 'api',
      fields: { url: field.text({ displayName: 'URL', required: true }) },
      open: ({ url: address }, { egress }) => ({ address, http: httpOver(egress) }),
      test: () => Promise.resolve(),
      capabilities: {
        http: ({ address, http }) => ({
          request: (request, options) => http.request({ ...request, url: address + request.url }, options),
        }),
      },
    });

    it('goes through it', async () => {
      const connections = { connection: { connector, config: { url } } };
      const { outputs } = await runNode(httpRequest, { parameters: { url: '/object' }, connections });
      assert.deepEqual(outputs.main, [{ a: 1 }]);
    });

    it('says that its credentials are refused, or not enough', async () => {
      const connections = { connection: { connector, config: { url } } };
      for (const [path, code] of [
        ['/unknown', 'connect-auth-failed'],
        ['/closed', 'connect-forbidden'],
      ]) {
        const { error } = await runNode(httpRequest, { parameters: { url: path }, connections });
        assert.equal(error?.code, code);
        const open = { parameters: { url: `${url}${path}` }, allowPrivateForPatterns: true };
        assert.equal((await runNode(httpRequest, open)).error?.code, 'step-failed');
      }
    });

    it('is probed by asking for headers alone, where that tells anything', async () => {
      const expected: [Record<string, unknown>, outcome: string, message: RegExp | undefined][] = [
        [{ url: '/object' }, 'passed', undefined],
        [{ url: '/closed?key=query-4711' }, 'failed', /^HEAD \/closed was answered 403/u],
        [{ url: '/missing' }, 'notProbed', /404, which says nothing of GET/u],
        [{ url: '/object', method: 'DELETE' }, 'notProbed', /is not sent/u],
        [{ url: '=/{{ $json.path }}' }, 'notProbed', /depends on the items/u],
      ];
      seen.length = 0;
      for (const [parameters, outcome, message] of expected) {
        const probed = await probeNode(httpRequest, {
          parameters,
          connection: { connector, config: { url } },
        });
        assert.equal(probed?.outcome, outcome, JSON.stringify(parameters));
        if (message) assert.match(probed.message ?? '', message);
      }
      assert.deepEqual(seen, ['HEAD /object', 'HEAD /closed', 'HEAD /missing']);
    });
  });
});
