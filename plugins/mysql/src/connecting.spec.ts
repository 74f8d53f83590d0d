import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect as dial, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { openConnector } from '@patchbay/plugin-testing';
import { mariadb } from './connectors.js';
import { openPlain, plainServer, sql, text, tlsServer, uniqueName, withCode } from './spec/servers.js';

const { signal } = new AbortController();

/** Opens, tests and closes; a failure is the PatchbayError itself. */
async function connect(config: Record<string, unknown>): Promise<string> {
  const opened = await openConnector(mariadb, config);
  try {
    const result = await mariadb.test(opened.client, { signal: AbortSignal.timeout(10_000) });
    return result?.message ?? '';
  } finally {
    await opened.close();
  }
}

describe('connecting to MariaDB', () => {
  it('names the version of the server', async () => {
    assert.match(await connect(plainServer()), /^MariaDB \d+\.\d+\.\d+$/u);
  });

  it('tells a wrong password from other failures and does not repeat it', async () => {
    const password = 'wrong-password-4711';
    await assert.rejects(connect({ ...plainServer(), password }), (error: Error) => {
      assert.ok(!error.message.includes(password));
      return withCode('connect-auth-failed')(error);
    });
    await assert.rejects(connect({ ...plainServer(), password: undefined }), withCode('connect-auth-failed'));
  });

  it('names a database that does not exist as what is wrong', async () => {
    await assert.rejects(
      connect({ ...plainServer(), database: 'no_such_db' }),
      withCode('connect-protocol', /Database/u),
    );
  });

  it('connects over TLS when the authority is known', async () => {
    assert.match(await connect(tlsServer()), /^MariaDB/u);
  });

  it('refuses a server whose authority it does not know', async () => {
    await assert.rejects(
      connect({ ...tlsServer(), tlsCa: undefined }),
      withCode('connect-tls', /authority/u),
    );
  });

  it('takes an unknown authority when somebody switched the check off', async () => {
    assert.match(await connect({ ...tlsServer(), tlsCa: undefined, tlsVerify: false }), /^MariaDB/u);
  });

  it('refuses a certificate that is for another host, by name and by address', async () => {
    const { port } = tlsServer();
    const proxy = createServer((client) => {
      const server = dial(Number(port), '127.0.0.1');
      for (const socket of [client, server]) socket.on('error', () => undefined);
      client.pipe(server).pipe(client);
    }).listen(0, '127.0.0.2');
    await once(proxy, 'listening');
    const { port: proxyPort } = proxy.address() as AddressInfo;
    const config = { ...tlsServer(), host: '127.0.0.2', port: proxyPort };
    await assert.rejects(connect(config), withCode('connect-tls', /another host/u));
    assert.match(await connect({ ...config, tlsVerify: false }), /^MariaDB/u);
    proxy.close();
  });

  it('takes a certificate for the address that was dialled', async () => {
    assert.match(await connect({ ...tlsServer(), host: '127.0.0.1' }), /^MariaDB/u);
  });

  it('does not fall back to plain text when the server offers no TLS', async () => {
    await assert.rejects(connect({ ...plainServer(), tls: 'on' }), withCode('connect-tls', /offers no TLS/u));
  });

  it('hints at TLS when a server that wants it refuses the login', async () => {
    await assert.rejects(
      connect({ ...tlsServer(), tls: 'off' }),
      withCode('connect-auth-failed', /server wants TLS/u),
    );
  });

  it('gives up on a server that takes the connection and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const config = { ...plainServer(), host: '127.0.0.1', port, options: { connectTimeoutMs: 300 } };
    await assert.rejects(connect(config), withCode('connect-timeout'));
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('stops connecting when it is cancelled', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const opened = await openConnector(mariadb, { ...plainServer(), port });
    const database = opened.capability('sql');
    const reason = new Error('stopped by the test');
    const stop = new AbortController();
    setTimeout(() => stop.abort(reason), 100);
    const started = performance.now();
    await assert.rejects(database.query(sql`SELECT 1`, { signal: stop.signal }), reason);
    assert.ok(performance.now() - started < 8_000);
    await opened.close();
    silent.close();
  });

  it('takes no Unix socket for a host', async () => {
    await assert.rejects(
      connect({ ...plainServer(), host: '/run/mysqld/mysqld.sock' }),
      withCode('egress-refused'),
    );
  });

  it('gives the server its name and the limits of its options', async () => {
    const options = { statementTimeoutMs: 200, lockTimeoutMs: 1500, applicationName: uniqueName('app') };
    const opened = await openPlain({}, { options });
    const database = opened.capability('sql');
    const { rows } = await database.query(
      sql`SELECT @@max_statement_time AS statements, @@innodb_lock_wait_timeout AS locks, @@time_zone AS zone`,
      { signal },
    );
    assert.deepEqual(rows, [{ statements: 0.2, locks: 2, zone: '+00:00' }]);
    await assert.rejects(database.query(sql`SELECT SLEEP(5)`, { signal }), withCode('sql-failed', /1969/u));
    await opened.close();
  });

  it('commits each statement by itself, also where the server is set up otherwise', async () => {
    const observer = await openPlain();
    const admin = observer.capability('sql');
    await admin.query(text('SET GLOBAL autocommit = 0'), { signal });
    const { rows } = await admin.query(text('SELECT @@autocommit AS own'), { signal });
    await admin.query(text('SET GLOBAL autocommit = 1'), { signal });
    assert.deepEqual(rows, [{ own: 1 }]);
    await observer.close();
  });

  it('never compiles code out of what a server names its columns', () => {
    const script = `
      import { openPlain } from ${JSON.stringify(new URL('./spec/servers.js', import.meta.url).href)};
      const opened = await openPlain();
      const { rows } = await opened.capability('sql').query(${JSON.stringify(text('SELECT 1 AS n'))}, { signal: AbortSignal.timeout(5000) });
      console.log(JSON.stringify(rows));
      await opened.close();`;
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '-e', script];
    const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
    assert.equal(stdout, '[{"n":1}]\n', stderr);
  });
});
