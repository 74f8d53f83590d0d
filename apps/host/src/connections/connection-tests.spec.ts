import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { before, describe, it } from 'node:test';
import { cleanUp } from '../spec/clean-up.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { postgresUrl } from '../spec/postgres-server.js';
import { storeKinds } from '../spec/stores.js';

const server = new URL(postgresUrl());
const config = {
  host: server.hostname,
  port: Number(server.port),
  database: 'postgres',
  username: decodeURIComponent(server.username),
  password: decodeURIComponent(server.password),
};

for (const kind of storeKinds) {
  describe(`A test of a connection on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const create = async (values: object = config) => {
      const { body, text } = await host.admin.post('/connections', {
        name: `c${(count += 1)}`,
        type: 'postgresql',
        config: values,
      });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const testUnsaved = (values: object, more: object = {}) =>
      host.admin.post('/connections/test', { type: 'postgres', config: values, ...more });

    it('tells that values which are not saved work', async () => {
      const { status, body, text } = await testUnsaved(config);
      assert.equal(status, 200, text);
      assert.deepEqual([body['ok'], body['outcome']], [true, 'ok'], text);
      assert.ok(Number(body['latencyMs']) >= 0);
    });

    it('names what is wrong, and no secret', async () => {
      const closed = await closedPort();
      const cases: [object, string][] = [
        [{ ...config, password: 'planted-secret' }, 'authFailed'],
        [{ ...config, port: closed, password: 'planted-secret' }, 'unreachable'],
        [{ ...config, tls: 'on', password: 'planted-secret' }, 'tls'],
        [{ ...config, host: '169.254.169.254', password: 'planted-secret' }, 'refusedByPolicy'],
      ];
      for (const [values, outcome] of cases) {
        const { status, body, text } = await testUnsaved(values);
        assert.equal(status, 200, text);
        assert.deepEqual([body['ok'], body['outcome']], [false, outcome], text);
        assert.doesNotMatch(text, /planted-secret/);
      }
    });

    it('goes on naming what is no secret', async () => {
      const { text } = await testUnsaved({ ...config, host: '169.254.169.254', password: 'planted-secret' });
      assert.match(text, /169\.254\.169\.254/);
    });

    // It takes ten seconds, and the store has no part in it.
    if (kind === 'sqlite')
      it('gives up after ten seconds on a server that says nothing', async () => {
        const silent = createServer(() => undefined).listen(0, '127.0.0.1');
        await once(silent, 'listening');
        cleanUp(() => silent.close());
        const { port } = silent.address() as { port: number };
        const began = Date.now();
        const { body } = await testUnsaved({ ...config, host: '127.0.0.1', port });
        assert.equal(body['outcome'], 'timeout');
        assert.ok(Date.now() - began < 20_000);
      });

    it('of a saved one is recorded and shown, until the connection changes', async () => {
      const id = await create();
      assert.equal((await host.admin.get(`/connections/${id}`)).body['testStatus'], 'untested');
      for (let times = 0; times < 2; times += 1)
        assert.equal((await host.admin.post(`/connections/${id}/test`)).body['ok'], true);
      const { body } = await host.admin.get(`/connections/${id}`);
      assert.equal(body['testStatus'], 'passed');
      assert.ok(body['lastTestedAt']);
      assert.equal(body['lastUsedAt'], null);
      const history = (await host.admin.get(`/connections/${id}/tests`)).body['items'] as {
        outcome: string;
        testedAt: string;
      }[];
      assert.deepEqual(
        history.map(({ outcome }) => outcome),
        ['ok', 'ok'],
      );
      assert.ok(String(history[0]?.testedAt) >= String(history[1]?.testedAt));
      await host.admin.patch(`/connections/${id}`, { config: { password: 'wrong-password' } });
      assert.equal((await host.admin.get(`/connections/${id}`)).body['testStatus'], 'untested');
      assert.equal((await host.admin.post(`/connections/${id}/test`)).body['outcome'], 'authFailed');
      assert.equal((await host.admin.get(`/connections/${id}`)).body['testStatus'], 'failed');
    });

    it('of changed values borrows the stored secrets', async () => {
      const id = await create();
      const { password: _, ...plain } = config;
      const { body } = await testUnsaved({ ...plain, password: '••••••••' }, { connectionId: id });
      assert.equal(body['outcome'], 'ok');
      const { body: other } = await testUnsaved(
        { baseUrl: 'https://example.org' },
        { connectionId: id, type: 'http' },
      );
      assert.equal(other['code'], 'validation-failed');
      assert.deepEqual((await host.admin.get(`/connections/${id}/tests`)).body['items'], []);
    });

    it('is recorded in the audit log before the secrets go out', async () => {
      const id = await create();
      await host.store.dataSource.query('ALTER TABLE audit RENAME TO audit_away');
      const { body } = await host.admin.post(`/connections/${id}/test`);
      await host.store.dataSource.query('ALTER TABLE audit_away RENAME TO audit');
      assert.equal(body['code'], 'audit-unavailable');
      assert.deepEqual((await host.admin.get(`/connections/${id}/tests`)).body['items'], []);
    });

    it('calls a connection stale that was not tested for more than seven days', async () => {
      const id = await create();
      const isStale = async () => (await host.admin.get(`/connections/${id}`)).body['stale'];
      assert.equal(await isStale(), false);
      const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
      await host.store.dataSource.query(
        `UPDATE connections SET "createdAt" = '${daysAgo(30)}' WHERE id = '${id}'`,
      );
      assert.equal(await isStale(), true);
      await host.store.dataSource.query(
        `UPDATE connections SET "lastTestedAt" = '${daysAgo(6)}' WHERE id = '${id}'`,
      );
      assert.equal(await isStale(), false);
      await host.store.dataSource.query(
        `UPDATE connections SET "lastTestedAt" = '${daysAgo(8)}' WHERE id = '${id}'`,
      );
      assert.equal(await isStale(), true);
    });
  });
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
