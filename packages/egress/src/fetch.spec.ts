import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { names, open, policy, problem } from './spec/egress.js';
import { httpServer, tcpServer, type Listening } from './spec/servers.js';

const echo = await httpServer((request, response) => void answerWithRequest(request, response));
async function answerWithRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks = await request.toArray();
  const { method, url, headers } = request;
  response.setHeader('content-type', 'application/json').setHeader('set-cookie', ['a=1', 'b=2']);
  response.end(JSON.stringify({ method, url, headers, body: String(Buffer.concat(chunks)) }));
}
const at = (server: Listening, path = '/'): string => `http://127.0.0.1:${server.port}${path}`;

describe('fetch', () => {
  it('sends method, headers and body and gives status, headers, url and body', async () => {
    const answer = await open().fetch(at(echo, '/x?y=1#part'), {
      method: 'post',
      headers: { 'X-Many': ['1', '2'] },
      body: 'héllo',
    });
    const sent = (await answer.json()) as {
      method: string;
      url: string;
      headers: Record<string, string>;
      body: string;
    };
    assert.deepEqual(
      [answer.status, answer.statusText, answer.headers['set-cookie']],
      [200, 'OK', ['a=1', 'b=2']],
    );
    assert.deepEqual(
      [sent.method, sent.url, sent.headers['x-many'], sent.body],
      ['POST', '/x?y=1', '1, 2', 'héllo'],
    );
    assert.equal((await answer.bytes()).length, (await answer.text()).length + 1);
  });

  it('keeps connections, and asks for a name once per connection', async () => {
    const server = await httpServer((_request, response) => response.end('ok'));
    const lookup = names({ 'api.test': ['127.0.0.1'] });
    const egress = open({ lookup });
    for (let i = 0; i < 5; i += 1) await (await egress.fetch(`http://api.test:${server.port}/${i}`)).text();
    // The client opens a second one when a request follows in the very tick in which the first answer ended.
    assert.ok(server.connections() <= 2);
    assert.equal(lookup.asked.length, server.connections());
  });

  it('checks every request, also when a connection to the server is open already', async () => {
    const lookup = names({ 'a.test': ['127.0.0.1'], 'b.test': ['127.0.0.1'] });
    const egress = open({ lookup, bound: [{ host: 'a.test', port: echo.port }] });
    await (await egress.fetch(`http://a.test:${echo.port}/`)).text();
    await assert.rejects(egress.fetch(`http://b.test:${echo.port}/`), problem('egress-refused'));
    await assert.rejects(egress.fetch(`http://a.test:${echo.port + 1}/`), problem('egress-refused'));
    assert.deepEqual(lookup.asked, ['a.test']);
  });

  it('refuses a listener that became our own although a connection to it is kept', async () => {
    const ownListeners: { address: string; port: number }[] = [];
    const egress = open({ policy: { ...policy, ownListeners } });
    await (await egress.fetch(at(echo))).text();
    // Only then is the connection free for the next request, which otherwise dials another one.
    await setTimeout(20);
    ownListeners.push({ address: '0.0.0.0', port: echo.port });
    await assert.rejects(egress.fetch(at(echo)), problem('egress-refused'));
  });

  for (const url of ['ftp://a.test/', 'file:///etc/passwd', 'data:text/plain,hi', 'not a url', 'http://']) {
    it(`refuses ${url}`, () => assert.rejects(open().fetch(url), problem('egress-refused', url)));
  }

  it('refuses user info in the URL without repeating it', async () => {
    await assert.rejects(
      open().fetch('http://user:hunter2@a.test/'),
      problem('egress-refused', 'hunter2', 'user:'),
    );
  });

  it('reports invalid requests without their headers', async () => {
    const egress = open();
    await assert.rejects(
      egress.fetch(at(echo), { headers: { 'x-a': 'secret\r\nx-b: 1' } }),
      problem('invalid-request', 'secret'),
    );
    await assert.rejects(
      egress.fetch(at(echo), { method: 'GET /x HTTP/1.1\r\n' }),
      problem('invalid-request'),
    );
  });

  for (const [name, compress] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const) {
    it(`decompresses ${name}`, async () => {
      const server = await httpServer((_request, response) => {
        response.setHeader('content-encoding', name);
        response.end(compress('x'.repeat(100_000)));
      });
      assert.equal((await (await open().fetch(at(server))).text()).length, 100_000);
    });
  }

  it('reads answers without a body that name an encoding', async () => {
    const server = await httpServer((request, response) => {
      response.writeHead(request.method === 'HEAD' ? 200 : 204, { 'content-encoding': 'gzip' }).end();
    });
    assert.equal(await (await open().fetch(at(server), { method: 'HEAD' })).text(), '');
    assert.equal(await (await open().fetch(at(server))).text(), '');
  });

  it('reports answers that are not HTTP, cut off or wrongly compressed, without their text', async () => {
    const answers = [
      'secret-banner',
      'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nsecret',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 6\r\n\r\nsecret',
      '',
    ];
    const codes = [
      'connect-protocol',
      'connect-unreachable',
      'connect-protocol',
      'connect-unreachable',
    ] as const;
    for (const [index, text] of answers.entries()) {
      const server = await tcpServer((socket) => socket.once('data', () => socket.end(text)));
      const read = open()
        .fetch(at(server))
        .then((answer) => answer.text());
      await assert.rejects(read, problem(codes[index] ?? 'internal', 'secret'));
    }
  });

  it('does not quote an answer that is not JSON', async () => {
    const server = await httpServer((_request, response) => response.end('secret-token'));
    await assert.rejects(
      (await open().fetch(at(server))).json(),
      problem('connect-protocol', 'secret-token'),
    );
  });

  it('is not confused by header names of object prototypes', async () => {
    const server = await tcpServer((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\n__proto__: a\r\nconstructor: b\r\n__proto__: c\r\n\r\nok'),
      ),
    );
    const { headers } = await open().fetch(at(server));
    assert.equal(Object.getPrototypeOf(headers), null);
    assert.equal(headers['constructor'], 'b');
  });

  it('is aborted by the signal of the request', async () => {
    const server = await httpServer(() => undefined);
    await assert.rejects(open().fetch(at(server), { signal: AbortSignal.timeout(50) }), {
      name: 'TimeoutError',
    });
  });

  it('ends requests in flight and refuses new ones after close', async () => {
    const server = await httpServer(() => undefined);
    const egress = open();
    const pending = egress.fetch(at(server));
    const ended = assert.rejects(pending, problem('egress-refused'));
    await setTimeout(50);
    await egress.close();
    await ended;
    await assert.rejects(egress.fetch(at(echo)), problem('egress-refused'));
  });
});

describe('fetch of a name that rebinds', () => {
  it('dials nothing when the answer turned private', async () => {
    let dials = 0;
    const hook = createHook({
      init: (_id, type) => void (dials += type === 'TCPCONNECTWRAP' ? 1 : 0),
    }).enable();
    const lookup = names({ 'turned.test': ['10.0.0.1'] });
    await assert.rejects(
      open({ origin: 'pattern', lookup }).fetch('http://turned.test/'),
      problem('egress-refused'),
    );
    hook.disable();
    assert.equal(dials, 0);
  });
});
