import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { openConnector } from '@patchbay/plugin-testing';
import { postgresql } from './connector.js';
import { fileOf, plainServer, setting, tlsServer } from './spec/servers.js';

/** Opens, tests and closes; a failure is the PatchbayError itself. */
async function connect(config: Record<string, unknown>): Promise<string> {
  const opened = await openConnector(postgresql, config);
  try {
    const result = await postgresql.test(opened.client, { signal: AbortSignal.timeout(10_000) });
    return result?.message ?? '';
  } finally {
    await opened.close();
  }
}

const withCode =
  (code: string, words = /./u) =>
  (error: Error & { code?: string }) => {
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    return true;
  };

describe('connecting to PostgreSQL', () => {
  it('names the version of the server', async () => {
    assert.match(await connect(plainServer()), /^PostgreSQL \d+/u);
  });

  it('tells a wrong password from other failures and does not repeat it', async () => {
    const password = 'wrong-password-4711';
    await assert.rejects(connect({ ...tlsServer(), password }), (error: Error) => {
      assert.ok(!error.message.includes(password));
      return withCode('connect-auth-failed')(error);
    });
  });

  it('takes an empty password for what it is instead of one from ~/.pgpass or PGPASSWORD', async () => {
    process.env.PGPASSWORD = String(tlsServer().password);
    try {
      await assert.rejects(connect({ ...tlsServer(), password: undefined }), withCode('connect-auth-failed'));
    } finally {
      delete process.env.PGPASSWORD;
    }
  });

  it('names a database that does not exist as what is wrong', async () => {
    await assert.rejects(
      connect({ ...plainServer(), database: 'no_such_db' }),
      withCode('connect-protocol', /Database/u),
    );
  });

  it('connects over TLS when the authority is known', async () => {
    assert.match(await connect(tlsServer()), /^PostgreSQL/u);
  });

  it('refuses a server whose authority it does not know', async () => {
    await assert.rejects(connect({ ...tlsServer(), tlsCa: undefined }), withCode('connect-tls'));
  });

  it('refuses a server when another authority was entered', async () => {
    await assert.rejects(
      connect({ ...tlsServer(), tlsCa: fileOf('TEST_POSTGRES_TLS_CERT') }),
      withCode('connect-tls'),
    );
  });

  it('takes an unknown authority when somebody switched the check off', async () => {
    assert.match(await connect({ ...tlsServer(), tlsCa: undefined, tlsVerify: false }), /^PostgreSQL/u);
  });

  it('does not fall back to plain text when the server offers no TLS', async () => {
    await assert.rejects(connect({ ...plainServer(), tls: 'on' }), withCode('connect-tls', /offers no TLS/u));
  });

  it('is told to use TLS by a server that wants it', async () => {
    await assert.rejects(connect({ ...tlsServer(), tls: 'off' }), withCode('connect-tls', /encrypted/u));
  });

  it('shows a client certificate', async () => {
    const certificate = {
      username: setting('TEST_POSTGRES_TLS_CERT_USER'),
      password: undefined,
      tlsCert: fileOf('TEST_POSTGRES_TLS_CERT'),
      tlsKey: fileOf('TEST_POSTGRES_TLS_KEY'),
    };
    assert.match(await connect({ ...tlsServer(), ...certificate }), /^PostgreSQL/u);
    await assert.rejects(connect({ ...tlsServer(), ...certificate, tlsCert: undefined, tlsKey: undefined }));
  });

  it('gives up on a server that takes the connection and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    const config = { ...plainServer(), host: '127.0.0.1', port, options: { connectTimeoutMs: 300 } };
    await assert.rejects(connect(config), withCode('connect-timeout'));
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('takes no Unix socket for a host', async () => {
    await assert.rejects(
      connect({ ...plainServer(), host: '/var/run/postgresql' }),
      withCode('egress-refused'),
    );
  });
});
