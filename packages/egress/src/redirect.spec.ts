import assert from 'node:assert/strict';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { describe, it } from 'node:test';

import { nextHop, type Hop } from './redirect.js';
import { names, open, problem } from './spec/egress.js';
import { httpServer, type Listening } from './spec/servers.js';

const at = (server: Listening, path = '/'): string => `http://${server.host}:${server.port}${path}`;

/** Redirects to the target given in the query, with the status given in the path. */
const redirecting: RequestListener = (request, response) => {
  const url = new URL(request.url ?? '/', 'http://here');
  response.writeHead(Number(url.pathname.slice(1)), { location: url.searchParams.get('to') ?? '' }).end();
};
const to = (status: number, target: string): string => `/${status}?to=${encodeURIComponent(target)}`;

describe('redirects', () => {
  it('to a private address are refused before anything is dialled', async () => {
    const inner = await httpServer((_request, response) => response.end('internal'), '127.0.0.2');
    const front = await httpServer(redirecting);
    const policy = {
      allowPrivateForConnections: true,
      allowPrivateForPatterns: false,
      ownListeners: [],
      allow: ['front.test'],
    };
    const lookup = names({ 'front.test': ['127.0.0.1'], 'inner.test': ['127.0.0.2'] });
    const egress = open({ origin: 'pattern', policy, lookup });
    for (const target of [
      at(inner),
      `http://inner.test:${inner.port}/`,
      'http://169.254.169.254/',
      'file:///etc/passwd',
      'http://u:p@front.test/',
    ]) {
      const url = `http://front.test:${front.port}${to(302, target)}`;
      await assert.rejects(egress.fetch(url), problem('egress-refused', 'u:p'));
    }
    assert.equal(inner.connections(), 0);
  });

  it('never leave the bound destinations', async () => {
    const other = await httpServer((_request, response) => response.end('other'), '127.0.0.2');
    const front = await httpServer(redirecting);
    const egress = open({ bound: [{ host: '127.0.0.1', port: front.port }] });
    await assert.rejects(egress.fetch(at(front, to(302, at(other)))), problem('egress-refused'));
    assert.equal(other.connections(), 0);
  });

  it('drop credentials across origins and keep them within one', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const target = await httpServer((request, response) => {
      seen.push(request.headers);
      response.end('there');
    }, '127.0.0.2');
    const front = await httpServer((request, response) => {
      seen.push(request.headers);
      redirecting(request, response);
    });
    const headers = {
      Authorization: 'Bearer t',
      Cookie: 'c=1',
      'Proxy-Authorization': 'Basic p',
      'X-Api-Key': 'k',
      'X-Plain': 'p',
      Host: 'virtual.test',
    };
    const url = at(front, to(302, to(302, at(target))));
    const answer = await open().fetch(url, { headers, secretHeaders: ['X-API-KEY'] });
    assert.deepEqual([await answer.text(), answer.url, seen.length], ['there', at(target), 3]);
    const given = seen.map((each) =>
      ['authorization', 'cookie', 'proxy-authorization', 'x-api-key', 'x-plain'].filter(
        (name) => name in each,
      ),
    );
    assert.equal(given[0]?.length, 5);
    assert.deepEqual(given[1], given[0]);
    assert.deepEqual(given[2], ['x-plain']);
    // A name that was meant for one server would choose among those of another.
    const named = seen.map(({ host }) => host);
    assert.deepEqual(named, ['virtual.test', 'virtual.test', `${target.host}:${target.port}`]);
  });

  it('in a loop end after the fifth', async () => {
    let requests = 0;
    const loop = await httpServer((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: `/${requests}` }).end();
    });
    await assert.rejects(open().fetch(at(loop)), problem('connect-protocol'));
    assert.equal(requests, 6);
    await assert.rejects(open().fetch(at(loop), { maxRedirects: 0 }), problem('connect-protocol'));
    assert.equal(requests, 7);
  });

  it('are given to the caller when asked for', async () => {
    const front = await httpServer(redirecting);
    const answer = await open().fetch(at(front, to(302, 'http://169.254.169.254/')), { redirect: 'manual' });
    assert.deepEqual([answer.status, answer.headers['location']], [302, 'http://169.254.169.254/']);
  });

  it('to something that is not a URL are an error of the server', async () => {
    const front = await httpServer(redirecting);
    await assert.rejects(open().fetch(at(front, to(302, 'http://['))), problem('connect-protocol'));
  });

  it('with an endless body do not hold up the next request', async () => {
    const front = await httpServer((request, response) => {
      if (request.url === '/end') return void response.end('end');
      response.writeHead(302, { location: '/end' }).write('x');
      setInterval(() => response.write('x'), 5).unref();
    });
    assert.equal(await (await open().fetch(at(front), { timeoutMs: 2_000 })).text(), 'end');
  });
});

describe('the request after a redirect', () => {
  const tls = {
    ca: 'ca',
    cert: 'cert',
    key: 'key',
    passphrase: 'p',
    servername: 'a',
    rejectUnauthorized: false,
  };
  const post: Hop = {
    url: new URL('https://a.test/'),
    method: 'POST',
    headers: { 'content-type': 'text/plain', accept: '*/*' },
    body: 'x',
    tls,
  };

  it('becomes a GET without body after 301, 302 and 303', () => {
    for (const status of [301, 302, 303]) {
      const next = nextHop(post, status, '/b', []);
      assert.deepEqual([next?.method, next?.body, next?.headers], ['GET', undefined, { accept: '*/*' }]);
    }
  });

  it('stays as it is after 307 and 308 within the origin', () => {
    for (const status of [307, 308])
      assert.deepEqual(nextHop(post, status, '/b', []), { ...post, url: new URL('https://a.test/b') });
  });

  it('does not carry a body to another origin, not even by the scheme alone', () => {
    for (const url of ['https://b.test/', 'http://a.test/', 'https://a.test:444/']) {
      assert.throws(() => nextHop(post, 307, url, []), problem('egress-refused'));
    }
  });

  it('shows no client certificate to another origin and checks its certificate again', () => {
    assert.deepEqual(nextHop(post, 302, 'https://b.test/', [])?.tls, { ca: 'ca' });
    assert.deepEqual(nextHop({ ...post, tls: { cert: 'c' } }, 302, 'https://b.test/', [])?.tls, undefined);
  });

  it('is none without a location or with another status', () => {
    assert.equal(nextHop(post, 302, undefined, []), undefined);
    assert.equal(nextHop(post, 300, '/b', []), undefined);
    assert.equal(nextHop(post, 200, '/b', []), undefined);
  });
});
