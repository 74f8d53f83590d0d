import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { names, open, policy, problem } from '../spec/egress.js';
import { proxyServer } from '../spec/proxy-server.js';
import { tcpServer } from '../spec/servers.js';
import { known, login, lookup, remote, through } from '../spec/through.js';
import type { ProxySettings } from '../types.js';

describe('a proxy that', () => {
  const failing: [string, Parameters<typeof proxyServer>[0], Parameters<typeof problem>[0]][] = [
    ['wants another login', { login: 'a:b' }, 'connect-unreachable'],
    ['forbids the target', { refuses: 403 }, 'egress-refused'],
    ['cannot reach the target', { refuses: 502 }, 'connect-unreachable'],
    ['got no answer', { refuses: 504 }, 'connect-timeout'],
    ['speaks no HTTP', { says: '220 mail.test\r\n\r\n' }, 'connect-protocol'],
    ['never ends its head', { says: `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(9_999)}` }, 'connect-protocol'],
    ['hangs up', { says: '' }, 'connect-unreachable'],
  ];
  for (const [what, options, code] of failing) {
    it(`${what} is told apart, without its words and the login`, async () => {
      const proxy = await proxyServer({ names: known, ...options });
      const url = proxy.url.replace('a:b@', 'operator:s3cret%40proxy@');
      const egress = through(proxy, { http: url, https: url });
      const secrets = [
        's3cret',
        'secret words',
        Buffer.from('operator:s3cret').toString('base64').slice(0, 12),
      ];
      await assert.rejects(egress.connect({ host: 'app.example', port: 1 }), problem(code, ...secrets));
      await assert.rejects(egress.fetch('http://app.example:1/'), problem(code, ...secrets));
    });
  }

  it('wants another login is told from a target that says 407, in absolute form', async () => {
    const proxy = await proxyServer({ login, names: known });
    const url = proxy.url.replace('s3cret', 'other');
    const egress = through(proxy, { http: url, names: 'proxy' });
    await assert.rejects(egress.fetch('http://app.example:1/'), problem('connect-unreachable', 'other'));
  });

  it('says nothing is left after the time to connect', async () => {
    const silent = await tcpServer(() => undefined);
    const proxy = `http://127.0.0.1:${silent.port}`;
    const settings: ProxySettings = { https: proxy, http: proxy, bypass: [], sockets: true, names: 'here' };
    const egress = open({ lookup, policy: { ...policy, proxy: settings }, connectTimeoutMs: 200 });
    await assert.rejects(egress.connect({ host: 'app.example', port: 1 }), problem('connect-timeout'));
    await assert.rejects(egress.fetch('http://app.example:1/'), problem('connect-timeout'));
  });

  it('cannot reach the first address is asked for the next', async () => {
    const server = await tcpServer((socket) => socket.end('second'));
    const proxy = await proxyServer({ names: { ...known, '10.9.8.6': '127.0.0.9' } });
    const both = names({ 'app.example': ['10.9.8.6', remote] });
    await through(proxy, {}, { lookup: both }).connect({ host: 'app.example', port: server.port });
    assert.equal(proxy.asked.length, 2);
  });

  it('is not given as an http URL is refused without being quoted', () => {
    for (const wrong of ['socks5://u:s3cret@h', 'proxy:3128', 'https://u:s3cret@h:1']) {
      const settings: ProxySettings = { http: wrong, bypass: [], sockets: false, names: 'here' };
      assert.throws(
        () => open({ policy: { ...policy, proxy: settings } }),
        problem('config-invalid', 's3cret'),
      );
    }
  });
});
