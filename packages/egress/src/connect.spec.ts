import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { isOneOf } from './egress-socket.js';
import { names, open, problem } from './spec/egress.js';
import { dnsServer } from './spec/dns-server.js';
import { tcpServer } from './spec/servers.js';

describe('connect', () => {
  it('connects to the address that was checked and verifies the peer', async () => {
    const server = await tcpServer((socket) => socket.end('hello'));
    const lookup = names({ 'db.test': ['127.0.0.1'] });
    const socket = await open({ lookup }).connect({ host: 'db.test', port: server.port });
    assert.equal(String((await once(socket, 'data'))[0]), 'hello');
    assert.deepEqual(lookup.asked, ['db.test']);
    assert.equal(isOneOf(socket.remoteAddress, ['127.0.0.1']), true);
    assert.equal(isOneOf(socket.remoteAddress, ['127.0.0.2', '::1']), false);
    assert.equal(isOneOf(undefined, ['127.0.0.1']), false);
  });

  it('refuses a peer that is not one of the checked addresses before a byte is sent', async () => {
    const received: Buffer[] = [];
    const server = await tcpServer((socket) => socket.on('data', (data: Buffer) => received.push(data)));
    // Both ways in which a driver sends its first bytes: queued, or when it hears that it is connected.
    for (const queued of [true, false]) {
      const socket = open().socket();
      // Stands in for anything below us that leads elsewhere, such as a patched or future net.connect.
      Object.defineProperty(socket, 'remoteAddress', { get: () => '127.0.0.9' });
      const failed = new Promise((resolve) => socket.once('error', resolve));
      if (!queued) socket.once('connect', () => socket.write('password'));
      socket.connect(server.port, '127.0.0.1');
      if (queued) socket.write('password');
      assert.ok(problem('egress-refused')(await failed));
    }
    // By the time that a later connection is greeted, the bytes of the first would have arrived.
    const later = await open().connect(server);
    later.write('later');
    while (received.length === 0) await setTimeout(5);
    assert.equal(String(Buffer.concat(received)), 'later');
  });

  it('refuses a private literal and a name that leads to one under the rules of a pattern', async () => {
    const server = await tcpServer((socket) => socket.end());
    const egress = open({ origin: 'pattern', lookup: names({ 'evil.test': ['127.0.0.1'] }) });
    for (const host of ['127.0.0.1', '::1', '[::1]', '::ffff:127.0.0.1', 'evil.test']) {
      await assert.rejects(egress.connect({ host, port: server.port }), problem('egress-refused'));
    }
    assert.equal(server.connections(), 0);
  });

  it('refuses a whole answer that mixes public and private addresses', async () => {
    const server = await tcpServer((socket) => socket.end());
    const lookup = names({ 'mixed.test': ['1.1.1.1', '127.0.0.1'], 'mixed2.test': ['127.0.0.1', '1.1.1.1'] });
    const egress = open({ origin: 'pattern', lookup });
    for (const host of ['mixed.test', 'mixed2.test']) {
      await assert.rejects(
        egress.connect({ host, port: server.port, timeoutMs: 500 }),
        problem('egress-refused'),
      );
    }
    assert.equal(server.connections(), 0);
  });

  it('asks a changing DNS server once, so that rebinding finds no second lookup', async () => {
    const server = await tcpServer((socket) => socket.end('real'));
    const dns = await dnsServer([['127.0.0.1'], ['169.254.169.254']]);
    const socket = await open({ lookup: dns.lookup }).connect({ host: 'rebind.test', port: server.port });
    assert.equal(socket.remoteAddress, '127.0.0.1');
    assert.equal(dns.questions(), 1);
    socket.destroy();
    await assert.rejects(
      open({ lookup: dns.lookup }).connect({ host: 'rebind.test', port: server.port }),
      problem('egress-refused'),
    );
    assert.equal(dns.questions(), 2);
  });

  it('falls back to the next checked address', async () => {
    const server = await tcpServer((socket) => socket.end(), '127.0.0.3');
    const lookup = names({ 'db.test': ['127.0.0.2', '127.0.0.3'] });
    const socket = await open({ lookup }).connect({ host: 'db.test', port: server.port });
    assert.equal(socket.remoteAddress, '127.0.0.3');
  });

  it('reaches only bound destinations', async () => {
    const server = await tcpServer((socket) => socket.end());
    const egress = open({ bound: [{ host: '127.0.0.1', port: server.port }] });
    (await egress.connect(server)).destroy();
    await assert.rejects(
      egress.connect({ host: '127.0.0.1', port: server.port + 1 }),
      problem('egress-refused'),
    );
    await assert.rejects(egress.connect({ host: 'localhost', port: server.port }), problem('egress-refused'));
  });

  it('says in its own words why a server cannot be reached', async () => {
    const server = await tcpServer(() => undefined);
    const lookup = names({ 'db.test': ['127.0.0.2', '127.0.0.3'] });
    const egress = open({ lookup });
    await assert.rejects(
      egress.connect({ host: 'db.test', port: server.port }),
      problem('connect-unreachable', 'ECONN', '127.0.0'),
    );
    await assert.rejects(
      egress.connect({ host: 'nowhere.test', port: 1 }),
      problem('connect-unreachable', 'ENOTFOUND'),
    );
  });

  it('gives up in time when the name server never answers', async () => {
    const egress = open({ lookup: () => new Promise(() => undefined), connectTimeoutMs: 100 });
    await assert.rejects(egress.connect({ host: 'slow.test', port: 1 }), problem('connect-timeout'));
  });

  it('ends the attempt, not the standing connection, with the signal of the call', async () => {
    const server = await tcpServer((socket) => socket.pipe(socket));
    const call = new AbortController();
    const socket = await open().connect({ ...server, signal: call.signal });
    call.abort();
    socket.write('still here');
    assert.equal(String((await once(socket, 'data'))[0]), 'still here');
    await assert.rejects(open().connect({ ...server, signal: call.signal }), { name: 'AbortError' });
  });

  it('ends every socket with the signal of the egress and with close', async () => {
    const server = await tcpServer(() => undefined);
    const owner = new AbortController();
    const egress = open({ signal: owner.signal });
    const socket = await egress.connect(server);
    owner.abort(new Error('the step is over'));
    if (!socket.closed) await once(socket, 'close');
    await assert.rejects(egress.connect(server), /the step is over/);

    const closed = open();
    const other = await closed.connect(server);
    await closed.close();
    if (!other.closed) await once(other, 'close');
    await assert.rejects(closed.connect(server), problem('egress-refused'));
  });
});

describe('socket', () => {
  it('is connected by a driver as a net.Socket, with bytes queued before', async () => {
    const server = await tcpServer((socket) => socket.pipe(socket));
    const socket = open({ lookup: names({ 'db.test': ['127.0.0.1'] }) }).socket();
    socket.setNoDelay(true);
    let connected = false;
    socket.connect(server.port, 'db.test', () => (connected = true));
    socket.write('startup');
    assert.equal(String((await once(socket, 'data'))[0]), 'startup');
    assert.equal(connected, true);
  });

  it('takes an object of port and host', async () => {
    const server = await tcpServer((socket) => socket.end());
    await once(open().socket().connect({ port: server.port, host: '127.0.0.1' }), 'connect');
  });

  it('never takes the path of a Unix socket', async () => {
    const path = '/var/run/docker.sock';
    for (const target of [{ path }, { path, port: 1, host: '1.1.1.1' }, path]) {
      const socket = open().socket();
      if (typeof target === 'string') socket.connect(target);
      else socket.connect(target);
      await assert.rejects(once(socket, 'connect'), problem('egress-refused', 'docker'));
    }
  });

  it('checks where a driver leads it, whatever lookup the driver brings', async () => {
    const server = await tcpServer((socket) => socket.end());
    const lookup = names({ 'public.test': ['1.1.1.1'], 'evil.test': ['127.0.0.1'] });
    const egress = open({ origin: 'pattern', lookup });
    const own = {
      lookup: (_h: string, _o: unknown, answer: (e: null, a: string, f: number) => void) =>
        answer(null, '127.0.0.1', 4),
    };
    for (const host of ['127.0.0.1', 'evil.test', 'localhost']) {
      const socket = egress.socket();
      socket.connect({ ...own, host, port: server.port });
      await assert.rejects(once(socket, 'connect'), (error: { code: string }) =>
        ['egress-refused', 'connect-unreachable'].includes(error.code),
      );
    }
    assert.equal(server.connections(), 0);
  });

  it('is given up after the connect timeout', async () => {
    const egress = open({ lookup: () => new Promise(() => undefined), connectTimeoutMs: 50 });
    await assert.rejects(
      once(egress.socket().connect(1, 'slow.test'), 'connect'),
      problem('connect-timeout'),
    );
  });
});
