import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { TLSSocket } from 'node:tls';
import { describe, it } from 'node:test';

import { createCertificates } from '../spec/certificates.js';
import { conversation, converse, shakeHands } from '../spec/driver-sockets.js';
import { names, open, policy } from '../spec/egress.js';
import { proxyServer } from '../spec/proxy-server.js';
import { relayed } from '../spec/relayed.js';
import { httpServer, httpsServer, tcpServer } from '../spec/servers.js';
import { known, login, remote } from '../spec/through.js';

const { ca, server: pair } = createCertificates();
const lookup = names({ 'app.example': ['127.0.0.1'], 'db.test': ['127.0.0.1'] });
const anyPort = [{ destinations: [{ host: 'app.example' }, { host: 'db.test' }, { host: '127.0.0.1' }] }];
const tls = { ca: ca.cert };

describe('an egress with a relay', () => {
  it('sends requests by it, over kept connections, and shakes hands end to end', async () => {
    const web = await httpServer((_request, response) => response.end('web'));
    const secure = await httpsServer(pair, (_request, response) => response.end('secure'));
    const { egress } = await relayed(anyPort, { lookup });
    const client = egress();
    for (let request = 0; request < 3; request += 1) {
      assert.equal(await (await client.fetch(`http://app.example:${web.port}/`)).text(), 'web');
      assert.equal(await (await client.fetch(`https://db.test:${secure.port}/`, { tls })).text(), 'secure');
    }
    assert.deepEqual([web.connections(), secure.connections()], [1, 1]);
    await assert.rejects(client.fetch(`https://db.test:${secure.port}/`), { code: 'connect-tls' });
  });

  it('gives drivers sockets: early bytes, both directions, a server that speaks first, TLS on top', async () => {
    const secure = await httpsServer(pair, () => undefined);
    const { egress } = await relayed(anyPort, { lookup });
    const client = egress();
    assert.equal((await converse(client, 'app.example')).heard, conversation);
    await shakeHands(client, { host: 'db.test', port: secure.port }, { servername: 'db.test', ca: ca.cert });
    const dialled = await client.connect({ host: 'db.test', port: secure.port, tls });
    assert.ok(dialled instanceof TLSSocket);
  });

  it('hands on what it is given, whole and in order, no faster than the other side reads', async () => {
    const bytes = 8 * 1024 * 1024;
    const sent = Buffer.alloc(bytes, 'patchbay-');
    const source = await tcpServer((socket) => void socket.end(sent));
    const { egress } = await relayed(anyPort);
    const socket = await egress().connect({ host: '127.0.0.1', port: source.port });
    socket.pause();
    // The server's end waits in the relay behind bytes that nobody takes yet.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const received: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) received.push(chunk);
    assert.ok(Buffer.concat(received).equals(sent));
  });

  it('ends both ends together: by the server, by the client, by the end of the runner', async () => {
    const { egress, relay } = await relayed(anyPort);
    const rude = await tcpServer((socket) => socket.destroy());
    const left = egress().socket().connect(rude.port, '127.0.0.1').resume();
    await once(left, 'close');
    const closings: Promise<unknown>[] = [];
    const patient = await tcpServer((socket) => void closings.push(once(socket.resume(), 'close')));
    const mine = await egress().connect({ host: '127.0.0.1', port: patient.port });
    const other = await egress().connect({ host: '127.0.0.1', port: patient.port });
    mine.destroy();
    await closings[0];
    relay.close();
    await Promise.all([closings[1], once(other.resume(), 'close')]);
    while (relay.open > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('uses the proxies of the relay, whose logins it does not know', async () => {
    const proxy = await proxyServer({ login, names: { ...known, 'db.test': '127.0.0.1' } });
    const web = await httpServer((request, response) => response.end(JSON.stringify(request.headers)));
    const secure = await httpsServer(pair, (_request, response) => response.end('secure'));
    const settings = { http: proxy.url, https: proxy.url, bypass: [], sockets: true };
    const grants = [{ destinations: [{ host: remote }] }];
    const here = await relayed(grants, { proxy: { ...settings, names: 'here' } });
    assert.equal((await here.egress().fetch(`http://${remote}:${web.port}/`)).status, 200);
    await here.egress().connect({ host: remote, port: secure.port });
    const there = await relayed(anyPort, { proxy: { ...settings, names: 'proxy' }, lookup: names({}) });
    const client = there.egress();
    for (const path of ['/a?b=c', '/again']) {
      const seen = (await (await client.fetch(`http://app.example:${web.port}${path}`)).json()) as object;
      assert.ok(!('proxy-authorization' in seen));
      assert.equal('host' in seen && seen.host, `app.example:${web.port}`);
    }
    assert.equal(await (await client.fetch(`https://db.test:${secure.port}/`, { tls })).text(), 'secure');
    assert.deepEqual(proxy.asked, [
      `CONNECT ${remote}:${web.port}`,
      `CONNECT ${remote}:${secure.port}`,
      `GET http://app.example:${web.port}/a?b=c`,
      `GET http://app.example:${web.port}/again`,
      `CONNECT db.test:${secure.port}`,
    ]);
  });

  it('says what is wrong when the relay is gone, and that trying again may help', async () => {
    const { path, relay, egress } = await relayed(anyPort);
    relay.close();
    const dialled = egress().connect({ host: '127.0.0.1', port: 1 });
    await assert.rejects(dialled, { code: 'connect-unreachable', message: /relay .* Try again/u });
    const nowhere = open({ policy: { ...policy, relay: `${path}-not-there` } });
    await assert.rejects(nowhere.connect({ host: '127.0.0.1', port: 1 }), { code: 'connect-unreachable' });
    const raw = connect(path);
    await once(raw.resume(), 'close');
  });
});
