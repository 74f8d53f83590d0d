import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';

import { dnsServer } from '../spec/dns-server.js';
import { names, problem } from '../spec/egress.js';
import { relayed, type Relayed } from '../spec/relayed.js';
import { tcpServer } from '../spec/servers.js';
import { mostConnections } from './relay.js';

/** What the relay says to these bytes, and nothing after it. */
async function answerTo({ path }: Relayed, bytes: Buffer | string): Promise<string> {
  const socket = connect(path).on('error', () => undefined);
  socket.write(bytes);
  let text = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) text += chunk.toString('latin1');
  return text;
}

const ask = (facts: object): string =>
  `${JSON.stringify({ host: '127.0.0.1', port: 1, purpose: 'socket', origin: 'connection', timeoutMs: 2000, ...facts })}\n`;

describe('a relay', () => {
  it('opens private addresses only where a connection that was lent names host and port', async () => {
    const server = await tcpServer((socket) => socket.end('reached'));
    const other = await tcpServer((socket) => socket.end('reached'));
    const lookup = names({ 'db.corp': ['127.0.0.1'], 'evil.example': ['127.0.0.1'] });
    const mine = await relayed([{ destinations: [{ host: 'DB.corp', port: server.port }] }], { lookup });
    const text = async (host: string, port: number, origin: 'connection' | 'pattern' = 'connection') =>
      String((await once(await mine.egress({ origin }).connect({ host, port }), 'data'))[0]);
    assert.equal(await text('db.corp', server.port), 'reached');
    for (const [host, port] of [
      ['db.corp', other.port],
      ['127.0.0.1', server.port],
      ['evil.example', server.port],
    ] as const)
      await assert.rejects(text(host, port), problem('egress-refused'));
    // A claim that gives up what the connection permits is believed.
    await assert.rejects(text('db.corp', server.port, 'pattern'), problem('egress-refused'));
    mine.relay.permissions.revoke('0');
    await assert.rejects(text('db.corp', server.port), problem('egress-refused'));
    assert.deepEqual([server.connections(), other.connections()], [1, 0]);
  });

  it('keeps the rules of the installation above every grant', async () => {
    const server = await tcpServer((socket) => socket.end('reached'));
    const { port } = server;
    const all = [{ destinations: [], reach: ['*', '0.0.0.0/0'] }];
    const lookup = names({
      'meta.example': ['169.254.169.254'],
      'mixed.example': ['1.1.1.1', '169.254.1.1'],
    });
    const rules: [object, string[]][] = [
      [{}, ['169.254.169.254', 'meta.example', 'mixed.example', '0.0.0.0', '224.0.0.1']],
      [{ ownListeners: [{ address: '0.0.0.0', port }] }, ['127.0.0.1', '::1']],
      [{ deny: ['127.0.0.0/8'] }, ['127.0.0.1']],
      [{ allowPrivateForConnections: false }, ['127.0.0.1']],
    ];
    for (const [rule, hosts] of rules) {
      const { egress } = await relayed(all, { lookup, ...rule });
      for (const host of hosts)
        await assert.rejects(egress().connect({ host, port }), problem('egress-refused'), host);
    }
    assert.equal(server.connections(), 0);
    const allowed = await relayed([], { allow: ['127.0.0.1'] });
    await allowed.egress().connect({ host: '127.0.0.1', port });
  });

  it('judges by the list of the connection before it connects', async () => {
    const server = await tcpServer((socket) => socket.end('reached'));
    const lookup = names({ 'db.corp': ['127.0.0.1'] });
    const { port } = server;
    const destinations = [{ host: 'db.corp' }];
    const narrow = await relayed([{ destinations, reach: ['10.0.0.0/8'] }], { lookup });
    await assert.rejects(narrow.egress().connect({ host: 'db.corp', port }), problem('egress-refused'));
    assert.equal(server.connections(), 0);
    const wide = await relayed([{ destinations, reach: ['127.0.0.0/8'] }], { lookup });
    await wide.egress().connect({ host: 'db.corp', port });
    // What only this client may not reach, the runner refuses by itself.
    const own = wide.egress({ reach: ['10.0.0.0/8'] });
    await assert.rejects(own.connect({ host: 'db.corp', port }), problem('egress-refused'));
  });

  it('looks a name up once, where no runner can answer for it', async () => {
    const dns = await dnsServer([['127.0.0.1'], ['169.254.169.254']]);
    const server = await tcpServer((socket) => socket.end('real'));
    const { egress } = await relayed([{ destinations: [{ host: 'rebind.example' }] }], {
      lookup: dns.lookup,
    });
    const socket = await egress().connect({ host: 'rebind.example', port: server.port });
    assert.equal(String((await once(socket, 'data'))[0]), 'real');
    assert.equal(dns.questions(), 1);
  });

  it('refuses forged lines without quoting them, and what follows a line at once', async () => {
    const server = await tcpServer((socket) => socket.end('reached'));
    const here = await relayed([{ destinations: [{ host: '127.0.0.1' }] }]);
    const to = { port: server.port };
    const forged: (Buffer | string)[] = [
      '\n',
      'null\n',
      '[]\n',
      '{"host":"127.0.0.1"}\n',
      ask({ ...to, host: '127.0.0.1\0.example.com' }),
      ask({ ...to, host: '127.0.0.1\n' }),
      ask({ ...to, host: 'user@127.0.0.1' }),
      ask({ ...to, host: ['127.0.0.1'] }),
      ask({ ...to, host: 'x'.repeat(700) }),
      ask({ ...to, host: 'x'.repeat(100_000) }),
      ask({ port: '1' }),
      ask({ port: 1e9 }),
      ask({ port: 1.5 }),
      ask({ ...to, path: '/run/docker.sock' }),
      ask({ ...to, lease: 'of-another-runner' }),
      ask({ ...to, origin: 'host' }),
      ask({ ...to, purpose: 'unix:' }),
      ask({ ...to, timeoutMs: -1 }),
      `${ask(to)}early bytes`,
      `${ask(to)}${ask(to)}`,
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ask(to))]),
    ];
    for (const bytes of forged) {
      const answer = await answerTo(here, bytes);
      assert.match(answer, /^\{"ok":false,"code":"egress-refused"/u, String(bytes).slice(0, 80));
      assert.ok(!answer.includes('xxx') && !answer.includes('docker'), answer);
    }
    assert.equal(server.connections(), 0);
    const fine = connect(here.path);
    fine.write(ask(to));
    assert.match(String((await once(fine, 'data'))[0]), /^\{"ok":true/u);
  });

  it('gives a runner so many connections and no more, and goes on for the others', async () => {
    const server = await tcpServer(() => undefined);
    const greedy = await relayed([{ destinations: [{ host: '127.0.0.1' }] }]);
    const modest = await relayed([{ destinations: [{ host: '127.0.0.1' }] }]);
    const sockets: Socket[] = [];
    for (let count = 0; count < 2000; count += 1)
      sockets.push(connect(greedy.path).on('error', () => undefined));
    const socket = await modest.egress().connect({ host: '127.0.0.1', port: server.port });
    socket.destroy();
    assert.ok(greedy.relay.open <= mostConnections + 100, `${greedy.relay.open}`);
    for (const each of sockets) each.destroy();
    // The door was shut for a while; then it is as before.
    for (const until = Date.now() + 20_000; Date.now() < until;) {
      const again = await greedy
        .egress()
        .connect({ host: '127.0.0.1', port: server.port })
        .catch(() => undefined);
      if (again) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail('the relay does not answer any more');
  });

  it('keeps no connection for a runner that did not wait for it', async () => {
    const never = new Promise<never>(() => undefined);
    const { path, relay } = await relayed([], { lookup: () => never });
    const socket = connect(path);
    socket.write(ask({ host: 'slow.example', timeoutMs: 60_000 }));
    await once(socket, 'connect');
    while (relay.open === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    while (relay.open > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});
