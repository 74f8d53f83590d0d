import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HttpRequest } from '@patchbay/plugin-sdk';
import { openConnector } from '@patchbay/plugin-testing';
import { http } from './connector.js';
import { echoServer, type Seen } from './spec/echo-server.js';

describe('requests over an HTTP connection', () => {
  const { signal } = new AbortController();
  let server: Awaited<ReturnType<typeof echoServer>>;
  before(async () => {
    server = await echoServer();
  });
  after(() => server.close());

  async function send(request: HttpRequest, config: Record<string, unknown> = {}): Promise<Seen> {
    const opened = await openConnector(http, { baseUrl: `${server.url}/v1`, ...config });
    try {
      return (await opened.capability('http').request(request, { signal })).body as unknown as Seen;
    } finally {
      await opened.close();
    }
  }

  it('resolves relative addresses below the base URL', async () => {
    for (const url of ['users/7', '/users/7', `${server.url}/v1/users/7`]) {
      assert.equal(
        (await send({ url, query: { q: 'a b&c', tag: ['x', 'y'] } })).url,
        '/v1/users/7?q=a+b%26c&tag=x&tag=y',
      );
    }
    assert.equal((await send({ url: '' })).url, '/v1');
    assert.equal((await send({ url: '?page=2' })).url, '/v1/?page=2');
  });

  it('sends its credentials to no other origin', async () => {
    const other = await echoServer();
    const config = { authType: 'bearer', authToken: 'token-4711-token' };
    const urls = [
      other.url,
      `http:${other.url.slice(5)}`,
      `http://user@127.0.0.1:${server.port}/`,
      'https://127.0.0.1:1/',
      // The same host and port, which the egress alone would let through.
      `https://127.0.0.1:${server.port}/`,
      'file:///etc/passwd',
    ];
    for (const url of urls) await assert.rejects(send({ url }, config), { code: 'egress-refused' }, url);
    const host = other.url.slice(5);
    assert.match((await send({ url: host }, config)).url, /^\/v1\/127/u);
    assert.deepEqual(other.seen, []);
    await other.close();
  });

  it('authenticates in four ways', async () => {
    const header = async (config: Record<string, unknown>, name: string) =>
      (await send({ url: 'x' }, config)).headers[name];
    assert.equal(await header({}, 'authorization'), undefined);
    assert.equal(
      await header({ authType: 'bearer', authToken: 'token-4711' }, 'authorization'),
      'Bearer token-4711',
    );
    const basic = `Basic ${Buffer.from('anna:pässword').toString('base64')}`;
    assert.equal(
      await header({ authType: 'basic', username: 'anna', password: 'pässword' }, 'authorization'),
      basic,
    );
    assert.equal(await header({ authType: 'apiKey', apiKeyValue: 'key-4711' }, 'x-api-key'), 'key-4711');
    assert.equal(
      await header({ authType: 'apiKey', apiKeyHeader: 'X-Token', apiKeyValue: 'key-4711' }, 'x-token'),
      'key-4711',
    );
  });

  it('lets a request replace default headers but not the authentication', async () => {
    const config = {
      authType: 'bearer',
      authToken: 'token-4711',
      headers: { Accept: 'text/csv', 'X-Team': 'red' },
    };
    const { headers } = await send(
      { url: 'x', headers: { accept: 'application/xml', authorization: 'Bearer mine' } },
      config,
    );
    assert.deepEqual(
      [headers.accept, headers['x-team'], headers.authorization],
      ['application/xml', 'red', 'Bearer token-4711'],
    );
  });

  it('refuses line breaks in headers, from the connection and from a request', async () => {
    const broken = 'a\r\nX-Injected: yes';
    await assert.rejects(send({ url: 'x', headers: { 'X-A': broken } }), { code: 'parameter-invalid' });
    await assert.rejects(send({ url: 'x', headers: { 'X-A: b\r\nX-Injected': 'yes' } }), {
      code: 'parameter-invalid',
    });
    await assert.rejects(send({ url: 'x' }, { headers: { 'X-A': broken } }), { code: 'parameter-invalid' });
    await assert.rejects(
      send({ url: 'x' }, { authType: 'bearer', authToken: broken }),
      (error: Error) => !error.message.includes('Injected'),
    );
    assert.ok(server.seen.every(({ headers }) => headers['x-injected'] === undefined));
  });

  it('drops every secret header when a redirect leaves the origin', async () => {
    const thief = await echoServer();
    const redirecting = await echoServer((_request, response) =>
      response.writeHead(302, { location: `${thief.url}/loot` }).end(),
    );
    const config = {
      baseUrl: redirecting.url,
      authType: 'apiKey',
      apiKeyHeader: 'X-Own-Key',
      apiKeyValue: 'key-4711-key',
      headers: { 'X-Second': 'second-4711' },
    };
    await assert.rejects(send({ url: 'x' }, config), { code: 'egress-refused' });
    assert.deepEqual(thief.seen, []);
    // Where both hosts belong to the connection the redirect is followed, but without what is secret.
    const both = [redirecting, thief].map(({ port }) => ({ host: '127.0.0.1', port }));
    const opened = await openConnector({ ...http, destinations: () => both }, config);
    await opened.capability('http').request({ url: 'x' }, { signal });
    await opened.close();
    assert.equal(thief.seen.length, 1);
    assert.ok(!JSON.stringify(thief.seen).includes('4711'));
    assert.ok(JSON.stringify(redirecting.seen).includes('key-4711-key'));
    await redirecting.close();
    await thief.close();
  });

  it('sends text as text and anything else as JSON', async () => {
    const text = await send({ url: 'x', method: 'POST', body: 'hello' });
    assert.deepEqual([text.body, text.headers['content-type']], ['hello', 'text/plain; charset=utf-8']);
    const json = await send({ url: 'x', method: 'PUT', body: [{ a: 1 }] });
    assert.deepEqual([json.body, json.headers['content-type']], ['[{"a":1}]', 'application/json']);
    const own = await send({
      url: 'x',
      method: 'POST',
      body: '<a/>',
      headers: { 'Content-Type': 'text/xml' },
    });
    assert.equal(own.headers['content-type'], 'text/xml');
  });

  it('gives up after the timeout of the connection', async () => {
    const silent = await echoServer(() => undefined);
    const started = performance.now();
    await assert.rejects(send({ url: 'x' }, { baseUrl: silent.url, timeout: 1 }));
    // Without it the limit is 30 seconds.
    assert.ok(performance.now() - started < 20_000);
    silent.server.closeAllConnections();
    await silent.close();
  });
});
