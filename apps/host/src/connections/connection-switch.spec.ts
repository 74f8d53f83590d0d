import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { postgresRole, type PostgresRole } from '../spec/postgres-role.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { connectionSecretHistoryTable } from './connection-secret-history.table.js';
import { ConnectionsService } from './connections.service.js';

for (const kind of storeKinds) {
  describe(`Turning a connection off on ${kind}`, () => {
    let host: SpecHost;
    let role: PostgresRole;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      role = await postgresRole('first-password');
    });

    const create = async () => {
      const name = `c${(count += 1)}`;
      const { body, text } = await host.admin.post('/connections', {
        name,
        type: 'postgresql',
        config: role.config,
      });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const turn = async (id: string, how: string) => {
      const { status, body, text } = await host.admin.post(`/connections/${id}/${how}`);
      assert.equal(status, 200, text);
      return body;
    };
    const pattern = async (connectionId: string, query?: string) => {
      const { body, text } = await host.admin.post(
        '/patterns',
        sqlPattern(`p${(count += 1)}`, connectionId, query),
      );
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const run = async (patternId: string) =>
      (await host.admin.post(`/patterns/${patternId}/run`, { wait: true })).body as {
        status: string;
        error?: { code: string };
      };
    const noSessionIsLeft = async () => {
      for (let times = 0; times < 50; times += 1) {
        if ((await role.sessions()) === 0) return true;
        await sleep(100);
      }
      return false;
    };
    const lease = (id: string) =>
      host.app.nest.get(ConnectionsService).openForLease(id, { projectId: host.projectId });

    it('refuses the next lease, and enabling lends again', async () => {
      const id = await create();
      const uses = await pattern(id);
      assert.equal((await run(uses)).status, 'success');
      assert.equal((await turn(id, 'disable'))['status'], 'disabled');
      const refused = await run(uses);
      assert.deepEqual([refused.status, refused.error?.code], ['failed', 'connection-disabled']);
      assert.equal((await turn(id, 'enable'))['status'], 'active');
      assert.equal((await run(uses)).status, 'success');
      await turn(id, 'disable');
    });

    it('closes the clients that runners keep', async () => {
      const id = await create();
      const uses = await pattern(id);
      assert.equal((await run(uses)).status, 'success');
      assert.ok((await role.sessions()) > 0, 'the runner keeps its client for the next step');
      await turn(id, 'disable');
      assert.ok(await noSessionIsLeft());
    });

    it('lets a step finish that leased it before', async () => {
      const id = await create();
      const slow = await pattern(id, 'SELECT pg_sleep(1.5)');
      const running = run(slow);
      while ((await role.sessions()) === 0) await sleep(20);
      await turn(id, 'disable');
      assert.equal((await running).status, 'success');
      assert.ok(await noSessionIsLeft());
    });

    it('changes nothing the second time, and is recorded once', async () => {
      const id = await create();
      const [first, second] = [await turn(id, 'disable'), await turn(id, 'disable')];
      assert.equal(second['version'], first['version']);
      const records = await host.store.dataSource.query<unknown[]>(
        `SELECT action FROM audit WHERE "subjectId" = '${id}' AND action = 'connection.disabled'`,
      );
      assert.equal(records.length, 1);
    });

    it('by revoking destroys its secrets and those of its history', async () => {
      const id = await create();
      const { status, text } = await host.admin.post(`/connections/${id}/rotate`, {
        secrets: { password: 'first-password' },
      });
      assert.equal(status, 200, text);
      assert.equal(await host.store.manager.countBy(connectionSecretHistoryTable, { connectionId: id }), 1);
      const revoked = await turn(id, 'revoke');
      assert.deepEqual(
        [revoked['status'], revoked['secretKeys'], revoked['secretsSetAt']],
        ['disabled', [], null],
      );
      assert.ok(revoked['revokedAt']);
      assert.equal(await host.store.manager.countBy(connectionSecretHistoryTable, { connectionId: id }), 0);
      const early = await host.admin.post(`/connections/${id}/enable`);
      assert.deepEqual([early.status, early.body['code']], [409, 'connection-revoked']);
      await host.admin.patch(`/connections/${id}`, { config: { password: 'first-password' } });
      assert.equal((await turn(id, 'enable'))['status'], 'active');
      assert.equal((await lease(id)).connection.config?.['password'], 'first-password');
    });

    it('is not undone by a change that began before', async () => {
      const id = await create();
      await turn(id, 'disable');
      const late = await host.admin.patch(`/connections/${id}`, { version: 1, description: 'late' });
      assert.equal(late.body['code'], 'version-conflict');
      const race = await Promise.all([
        turn(id, 'enable'),
        turn(id, 'disable'),
        ...Array.from({ length: 4 }, (_, index) =>
          host.admin.patch(`/connections/${id}`, { description: `${index}` }),
        ),
        turn(id, 'revoke'),
      ]);
      assert.equal(race.length, 7);
      const { body } = await host.admin.get(`/connections/${id}`);
      assert.deepEqual([body['status'], body['secretKeys']], ['disabled', []]);
    });

    it('does not happen when it cannot be recorded', async () => {
      const id = await create();
      await host.store.dataSource.query('ALTER TABLE audit RENAME TO audit_away');
      const refused = await host.admin.post(`/connections/${id}/disable`);
      await host.store.dataSource.query('ALTER TABLE audit_away RENAME TO audit');
      assert.equal(refused.body['code'], 'audit-unavailable');
      assert.equal((await host.admin.get(`/connections/${id}`)).body['status'], 'active');
    });

    it('is for those who may edit, and finds nothing foreign', async () => {
      const id = await create();
      const { api: analyst } = await host.addUser('analyst');
      const { api: stranger } = await host.addUser('admin', await host.addProject());
      for (const how of ['disable', 'enable', 'revoke']) {
        assert.equal((await analyst.post(`/connections/${id}/${how}`)).status, 403);
        assert.equal((await stranger.post(`/connections/${id}/${how}`)).body['code'], 'connection-not-found');
      }
    });

    it('keeps names unique when a personal connection is shown to the project', async () => {
      const taken = `c${(count += 1)}`;
      const mine = { name: taken, type: 'postgresql', config: role.config };
      const { body } = await host.admin.post('/connections', { ...mine, scope: 'personal' });
      assert.equal((await host.admin.post('/connections', mine)).status, 201);
      const shown = await host.admin.patch(`/connections/${String(body['id'])}`, { scope: 'project' });
      assert.equal(shown.body['code'], 'connection-name-taken');
    });
  });
}
