import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect as tlsConnect, createServer, TLSSocket, type Server } from 'node:tls';

import { createCertificates } from './spec/certificates.js';
import { names, open, problem } from './spec/egress.js';
import { httpsServer, tcpServer } from './spec/servers.js';

const { ca, server: pair, client } = createCertificates();
const stranger = createCertificates();
const lookup = names({ 'db.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'] });
const egress = open({ lookup });

const taken = new Set<Socket>();
/** A TLS server that greets by the name of the client's certificate. */
const server: Server = createServer(
  { ...pair, ca: ca.cert, requestCert: true, rejectUnauthorized: false },
  (socket) => {
    socket.on('error', () => undefined);
    socket.end(
      socket.authorized ? `hello ${String(socket.getPeerCertificate().subject.CN)}` : 'hello nobody',
    );
  },
);
server.on('connection', (socket: Socket) => taken.add(socket));
let port = 0;
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address !== null && typeof address === 'object') port = address.port;
});
after(() => {
  server.close();
  for (const socket of taken) socket.destroy();
});

async function greeting(tls: Parameters<typeof egress.connect>[0]['tls'], host = 'db.test'): Promise<string> {
  const socket = await egress.connect({ host, port, tls });
  assert.ok(socket instanceof TLSSocket);
  return String((await once(socket, 'data'))[0]);
}

describe('connect with TLS', () => {
  it('refuses a certificate of an unknown authority', async () => {
    await assert.rejects(greeting({}), problem('connect-tls'));
  });

  it('refuses it also when the environment switches checks off for the whole process', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await assert.rejects(greeting({}), problem('connect-tls'));
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  it('accepts it with the authority as CA, by name and by address', async () => {
    assert.equal(await greeting({ ca: ca.cert }), 'hello nobody');
    assert.equal(await greeting({ ca: ca.cert }, '127.0.0.1'), 'hello nobody');
  });

  it('refuses a certificate for another name unless that name is given', async () => {
    await assert.rejects(greeting({ ca: ca.cert }, 'other.test'), problem('connect-tls'));
    assert.equal(await greeting({ ca: ca.cert, servername: 'db.test' }, 'other.test'), 'hello nobody');
  });

  it('skips the check only when told so explicitly', async () => {
    assert.equal(await greeting({ rejectUnauthorized: false }), 'hello nobody');
    await assert.rejects(greeting({ rejectUnauthorized: undefined }), problem('connect-tls'));
  });

  it('shows a client certificate', async () => {
    assert.equal(await greeting({ ca: ca.cert, ...client }), 'hello patchbay');
  });

  it('says that PEM texts or the passphrase are wrong without quoting them', async () => {
    for (const bad of [
      { ca: 'rubbish-pem', cert: 'rubbish-pem' },
      { cert: client.cert, key: 'rubbish-pem' },
      { cert: client.cert, key: stranger.client.key },
    ]) {
      await assert.rejects(greeting(bad), problem('connect-tls', 'rubbish-pem'));
    }
  });

  it('ends a stalled handshake by its deadline', async () => {
    const stalled = await tcpServer((socket) => socket.resume());
    const started = performance.now();
    await assert.rejects(egress.connect({ ...stalled, tls: {}, timeoutMs: 200 }), problem('connect-timeout'));
    assert.ok(performance.now() - started < 8_000);
  });

  it('tells a server without TLS and one that hangs up from one that is not trusted', async () => {
    const plain = await tcpServer((socket) => socket.end('220 secret-banner\r\n'));
    await assert.rejects(egress.connect({ ...plain, tls: {} }), problem('connect-tls', 'secret-banner'));
    const rude = await tcpServer((socket) => socket.destroy());
    await assert.rejects(egress.connect({ ...rude, tls: {} }), problem('connect-tls'));
  });

  it('lets a driver upgrade the bare socket itself', async () => {
    const bare = egress.socket();
    await once(bare.connect(port, 'db.test'), 'connect');
    const secure = tlsConnect({ socket: bare, servername: 'db.test', ca: ca.cert });
    assert.equal(String((await once(secure, 'data'))[0]), 'hello nobody');
  });
});

describe('fetch over TLS', () => {
  it('checks the certificate for each set of options apart, although connections are kept', async () => {
    const https = await httpsServer(pair, (_request, response) => response.end('trusted'));
    const url = `https://db.test:${https.port}/`;
    assert.equal(await (await egress.fetch(url, { tls: { rejectUnauthorized: false } })).text(), 'trusted');
    await assert.rejects(egress.fetch(url), problem('connect-tls'));
    assert.equal(await (await egress.fetch(url, { tls: { ca: ca.cert } })).text(), 'trusted');
  });

  it('ends a stalled handshake', async () => {
    const stalled = await tcpServer((socket) => socket.resume());
    const url = `https://127.0.0.1:${stalled.port}/`;
    await assert.rejects(
      open({ connectTimeoutMs: 1_000 }).fetch(url, { timeoutMs: 200 }),
      problem('connect-timeout'),
    );
    await assert.rejects(open({ connectTimeoutMs: 200 }).fetch(url), problem('connect-timeout'));
  });
});
