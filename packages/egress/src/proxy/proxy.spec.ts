import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { TLSSocket } from 'node:tls';
import { beforeEach, describe, it } from 'node:test';

import { createCertificates } from '../spec/certificates.js';
import { dnsServer } from '../spec/dns-server.js';
import { conversation, converse, shakeHands } from '../spec/driver-sockets.js';
import { names, policy, problem } from '../spec/egress.js';
import { proxyServer } from '../spec/proxy-server.js';
import { httpServer, httpsServer, tcpServer } from '../spec/servers.js';
import { known, login, remote, through } from '../spec/through.js';
import type { Egress, EgressOptions } from '../types.js';

const { ca, server: pair } = createCertificates();
const seen: IncomingHttpHeaders[] = [];
const web = await httpServer((request, response) => {
  seen.push(request.headers);
  response.end('web');
});
const secure = await httpsServer(pair, (_request, response) => response.end('secure'));
const reachable = { ...known, 'db.test': '127.0.0.1' };
const withLogin = await proxyServer({ login, names: reachable });
const proxy = await proxyServer({ names: reachable });
beforeEach(() => {
  for (const list of [withLogin.asked, proxy.asked, seen]) list.length = 0;
});

describe('an egress with a proxy', () => {
  it('asks it for the address that was checked, for http and https, and shows the target no proxy login', async () => {
    const egress = through(
      withLogin,
      {},
      { lookup: names({ 'app.example': [remote], 'db.test': [remote] }) },
    );
    assert.equal(await (await egress.fetch(`http://app.example:${web.port}/`)).text(), 'web');
    const tls = { ca: ca.cert };
    assert.equal(await (await egress.fetch(`https://db.test:${secure.port}/`, { tls })).text(), 'secure');
    assert.deepEqual(withLogin.asked, [`CONNECT ${remote}:${web.port}`, `CONNECT ${remote}:${secure.port}`]);
    assert.equal(seen[0]?.host, `app.example:${web.port}`);
    assert.equal(seen[0]?.['proxy-authorization'], undefined);
  });

  it('verifies the certificate of the target, not of the proxy', async () => {
    const egress = through(withLogin);
    await assert.rejects(
      egress.fetch(`https://app.example:${secure.port}/`, { tls: { ca: ca.cert } }),
      problem('connect-tls'),
    );
  });

  it('lets it resolve names when it is told to, in absolute form for http', async () => {
    const egress = through(withLogin, { names: 'proxy' }, { lookup: names({}) });
    assert.equal(await (await egress.fetch(`http://app.example:${web.port}/a?b=c`)).text(), 'web');
    assert.equal(
      await (await egress.fetch(`https://db.test:${secure.port}/`, { tls: { ca: ca.cert } })).text(),
      'secure',
    );
    assert.deepEqual(withLogin.asked, [
      `GET http://app.example:${web.port}/a?b=c`,
      `CONNECT db.test:${secure.port}`,
    ]);
  });

  it('takes sockets of drivers through it: server speaks first, both directions, TLS on top, end', async () => {
    const egress = through(withLogin);
    const { heard, port } = await converse(egress, 'app.example');
    assert.equal(heard, conversation);
    await shakeHands(
      egress,
      { host: 'app.example', port: secure.port },
      { servername: 'db.test', ca: ca.cert },
    );
    const dialled = await egress.connect({
      host: 'app.example',
      port: secure.port,
      tls: { ca: ca.cert, servername: 'db.test' },
    });
    assert.ok(dialled instanceof TLSSocket);
    assert.deepEqual(
      withLogin.asked,
      [port, secure.port, secure.port].map((each) => `CONNECT ${remote}:${each}`),
    );
  });

  it('ends a tunnel with the egress and when the server goes', async () => {
    const rude = await tcpServer((socket) => setTimeout(() => socket.destroy(), 50));
    const egress = through(withLogin);
    const left = egress.socket();
    left.connect(rude.port, 'app.example').resume();
    await once(left, 'close');
    const echo = await tcpServer(() => undefined);
    const kept = egress.socket();
    await once(kept.connect(echo.port, 'app.example'), 'connect');
    const closed = new Promise((resolve) => kept.once('close', resolve));
    await egress.close();
    await closed;
  });

  it('leaves raw sockets alone unless they are included', async () => {
    const echo = await tcpServer((socket) => socket.end('direct'));
    const egress = through(
      withLogin,
      { sockets: false },
      { lookup: names({ 'app.example': ['127.0.0.1'] }) },
    );
    await egress.connect({ host: 'app.example', port: echo.port });
    assert.deepEqual(withLogin.asked, []);
  });

  it('never asks it for this machine, which for it would be another one', async () => {
    for (const host of ['127.0.0.1', 'localhost', 'app.example']) {
      const egress = through(
        withLogin,
        {},
        { lookup: names({ localhost: ['127.0.0.1'], 'app.example': ['127.0.0.1'] }) },
      );
      assert.equal(await (await egress.fetch(`http://${host}:${web.port}/`)).text(), 'web');
    }
    assert.deepEqual(withLogin.asked, []);
  });

  for (const entry of [
    '*',
    'app.example',
    '.example',
    remote,
    '10.0.0.0/8',
    '[10.9.8.7]',
    'APP.example:65000-1,*:1-65535',
  ]) {
    it(`goes past it for NO_PROXY=${entry}`, async () => {
      const bypass = [...entry.split(','), '/var/run/some.sock'];
      const egress = through(withLogin, { bypass }, { connectTimeoutMs: 150 });
      // Whatever that address is where this runs: the attempt goes there.
      await egress.connect({ host: 'app.example', port: 9 }).catch(() => undefined);
      assert.deepEqual(withLogin.asked, []);
    });
  }

  it('does not go past it for the neighbours of NO_PROXY', async () => {
    const egress = through(withLogin, {
      bypass: ['ample', 'x.app.example', '10.9.8.6', '.app.example', 'app.example:1'],
    });
    await egress.fetch(`http://app.example:${web.port}/`);
    assert.equal(withLogin.asked.length, 1);
  });
});

describe('the policy in front of a proxy', () => {
  const refuses = async (egress: Egress, host: string, port = 80): Promise<void> => {
    await assert.rejects(egress.fetch(`http://${host}:${port}/`), problem('egress-refused'));
    await assert.rejects(egress.connect({ host, port }), problem('egress-refused'));
    assert.deepEqual(proxy.asked, [], 'the proxy was asked');
  };

  for (const answer of [[remote], ['169.254.169.254'], ['1.1.1.1', remote], ['127.0.0.1']]) {
    it(`refuses a pattern a name that leads to ${answer.join(' and ')}`, () =>
      refuses(
        through(proxy, {}, { origin: 'pattern', lookup: names({ 'evil.example': answer }) }),
        'evil.example',
      ));
  }

  it('refuses literals, denied names, unbound hosts and its own listeners, whoever resolves', async () => {
    for (const mode of ['here', 'proxy'] as const) {
      const own = { ...policy, ownListeners: [{ address: remote, port: 5680 }], deny: ['denied.example'] };
      const with_ = (options: Partial<EgressOptions>): Egress => through(proxy, { names: mode }, options);
      await refuses(with_({ origin: 'pattern' }), remote);
      await refuses(with_({}), '169.254.169.254');
      await refuses(with_({ policy: own }), 'x.denied.example');
      await refuses(with_({ policy: own }), remote, 5680);
      await refuses(with_({ bound: [{ host: 'other.example', port: 80 }] }), 'app.example');
      await refuses(with_({ reach: ['other.example', 'app.example:81'] }), 'app.example');
    }
  });

  it('judges by the name alone what the proxy resolves', async () => {
    const pattern = through(proxy, { names: 'proxy' }, { origin: 'pattern' });
    for (const host of ['intranet', 'db.corp', 'printer.local', 'metadata.google.internal'])
      await refuses(pattern, host);
    const connection = through(proxy, { names: 'proxy' });
    await refuses(connection, 'metadata.google.internal');
    // A range cannot be compared with a name.
    await refuses(through(proxy, { names: 'proxy' }, { reach: ['10.0.0.0/8'] }), 'app.example');
    const closed = { ...policy, allowPrivateForConnections: false };
    await refuses(through(proxy, { names: 'proxy' }, { policy: closed }), 'db.corp');
  });

  it('holds against a DNS server that changes its answer between look-up and connect', async () => {
    const dns = await dnsServer([[remote], ['169.254.169.254']]);
    const server = await tcpServer((socket) => socket.end('real'));
    const socket = await through(proxy, {}, { lookup: dns.lookup }).connect({
      host: 'rebind.example',
      port: server.port,
    });
    assert.equal(String((await once(socket, 'data'))[0]), 'real');
    assert.deepEqual(proxy.asked, [`CONNECT ${remote}:${server.port}`]);
    assert.equal(dns.questions(), 1);
  });

  it('checks redirects, and lets neither credential cross origins', async () => {
    const target = await httpServer((request, response) => {
      seen.push(request.headers);
      response.end('there');
    });
    const front = await httpServer((request, response) => {
      const to = request.url === '/in' ? 'http://169.254.169.254/' : `http://app.example:${target.port}/`;
      response.writeHead(302, { location: to }).end();
    });
    for (const mode of ['here', 'proxy'] as const) {
      const egress = through(withLogin, { names: mode });
      const headers = { authorization: 'Bearer t', 'proxy-authorization': 'Basic mine' };
      const answer = await egress.fetch(`http://app.example:${front.port}/`, { headers });
      assert.equal(await answer.text(), 'there');
      const last = seen.at(-1) ?? {};
      assert.deepEqual([last.authorization, last['proxy-authorization']], [undefined, undefined]);
      await assert.rejects(egress.fetch(`http://app.example:${front.port}/in`), problem('egress-refused'));
    }
    assert.ok(withLogin.logins.every((each) => each === `Basic ${Buffer.from(login).toString('base64')}`));
  });
});
