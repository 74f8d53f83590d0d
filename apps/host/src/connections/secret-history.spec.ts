import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { before, describe, it } from 'node:test';
import type { Rotation, SecretHistoryEntry } from '@patchbay/contracts';
import { insertRows, updateRows } from '../database/rows.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { postgresRole, type PostgresRole } from '../spec/postgres-role.js';
import { sessionsWaiting } from '../spec/postgres-server.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';
import { connectionSecretHistoryTable } from './connection-secret-history.table.js';
import { connectionTable } from './connection.table.js';
import { ConnectionsService } from './connections.service.js';

for (const kind of storeKinds) {
  describe(`Earlier secrets on ${kind}`, () => {
    let host: SpecHost;
    let role: PostgresRole;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      role = await postgresRole('right-password');
    });

    const create = async (password = 'right-password') => {
      const config = { ...role.config, password };
      const name = `c${(count += 1)}`;
      const { body, text } = await host.admin.post('/connections', { name, type: 'postgresql', config });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const rotate = async (id: string, password: string, reason?: string) => {
      const input = { secrets: { password }, forceSave: true, ...(reason === undefined ? {} : { reason }) };
      const { body, text } = await host.admin.post(`/connections/${id}/rotate`, input);
      assert.ok(body['rotation'], text);
      return (body['rotation'] as Rotation).historyId ?? '';
    };
    const history = async (id: string, query = '') => {
      const { body } = await host.admin.get(`/connections/${id}/secret-history${query}`);
      return body as unknown as { items: SecretHistoryEntry[]; nextCursor: string | null };
    };
    const rollback = (id: string, historyId: string, body?: object) =>
      host.admin.post(`/connections/${id}/rollback/${historyId}`, body);
    const opened = async (id: string) =>
      (await host.app.nest.get(ConnectionsService).openForLease(id, { projectId: host.projectId })).connection
        .config ?? {};
    const rowOf = (id: string) => host.store.manager.findOneByOrFail(connectionTable, { id });

    it('are listed in pages, newest first, as metadata alone', async () => {
      const id = await create();
      for (const given of ['wrong-password', 'right-password', 'wrong-again'])
        await rotate(id, given, `because ${given}`);
      const first = await history(id, '?limit=2');
      const second = await history(id, `?limit=2&cursor=${first.nextCursor ?? ''}`);
      const all = [...first.items, ...second.items];
      assert.deepEqual(
        all.map(({ version, testStatus }) => [version, testStatus]),
        [
          [3, 'failed'],
          [2, 'passed'],
          [1, 'failed'],
        ],
      );
      assert.deepEqual(Object.keys(all[0] ?? {}).sort(), [
        'actor',
        'at',
        'id',
        'reason',
        'testStatus',
        'version',
      ]);
      assert.match(all[0]?.actor ?? '', /^user:/);
      assert.doesNotMatch(JSON.stringify(all), /right-password|wrong-/, 'a secret in a reason is redacted');
    });

    it('come back when they pass the test, and are refused when they do not', async () => {
      const id = await create('wrong-password');
      const wrong = await rotate(id, 'right-password');
      const right = await rotate(id, 'wrong-again');
      const before = await rowOf(id);
      const refused = await rollback(id, wrong);
      assert.deepEqual([refused.status, refused.body['code']], [422, 'rotation-test-failed']);
      assert.deepEqual(await rowOf(id), before);
      const back = await rollback(id, right);
      assert.equal(back.status, 200, back.text);
      assert.equal((await opened(id))['password'], 'right-password');
      assert.deepEqual([back.body['version'], back.body['testStatus']], [4, 'passed']);
      assert.equal((await history(id)).items[0]?.testStatus, 'rollback');
    });

    it('come back by no force', async () => {
      const id = await create('wrong-password');
      const historyId = await rotate(id, 'right-password');
      for (const force of [{ forceSave: true }, { force: true }])
        assert.equal((await rollback(id, historyId, force)).body['code'], 'validation-failed');
      const query = await host.admin.post(`/connections/${id}/rollback/${historyId}?forceSave=true`);
      assert.equal(query.body['code'], 'unknown-member');
      assert.equal((await opened(id))['password'], 'right-password');
    });

    it('come back with the destination that they were for, not with one that was entered since', async () => {
      const id = await create();
      const historyId = await rotate(id, 'right-password');
      const elsewhere = { tls: 'off', password: 'of-the-attacker' };
      assert.equal((await host.admin.patch(`/connections/${id}`, { config: elsewhere })).status, 200);
      assert.equal((await opened(id))['tls'], 'off');
      assert.equal((await rollback(id, historyId)).status, 200);
      assert.deepEqual(
        [(await opened(id))['tls'], (await opened(id))['password']],
        [undefined, 'right-password'],
      );
    });

    it('open nowhere but in their own row of their own connection', async () => {
      const [mine, other] = [await create(), await create()];
      const [a, b] = [await rotate(mine, 'right-password'), await rotate(mine, 'right-password')];
      const move = (id: string, change: object) =>
        host.store.transaction((manager) => manager.update(connectionSecretHistoryTable, { id }, change));
      const { secretsSealed } = await host.store.manager.findOneByOrFail(connectionSecretHistoryTable, {
        id: a,
      });
      const [before, live] = [await rowOf(other), await rowOf(mine)];
      await move(b, { secretsSealed, connectionVersion: 1 });
      assert.equal((await rollback(mine, b)).body['code'], 'open-failed');
      await move(a, { connectionId: other });
      assert.equal((await rollback(other, a)).body['code'], 'open-failed');
      await move(a, { connectionId: mine, connectionVersion: 5 });
      assert.equal((await rollback(mine, a)).body['code'], 'open-failed');
      await move(a, { connectionVersion: 1, secretsSealed: live.secretsSealed });
      assert.equal((await rollback(mine, a)).body['code'], 'open-failed');
      assert.deepEqual([await rowOf(other), await rowOf(mine)], [before, live]);
    });

    it('of another connection, of a stranger, or made up are not found', async () => {
      const [mine, other] = [await create(), await create()];
      const historyId = await rotate(mine, 'right-password');
      for (const [id, asked] of [
        [other, historyId],
        [mine, 'made-up'],
      ] as const)
        assert.equal((await rollback(id, asked)).body['code'], 'secret-history-not-found');
      const { api } = await host.addUser('admin', await host.addProject());
      for (const answer of [
        await api.get(`/connections/${mine}/secret-history`),
        await api.post(`/connections/${mine}/rollback/${historyId}`),
        await api.post(`/connections/${mine}/rotate`, { secrets: { password: 'x' } }),
        await api.get(`/connections/${mine}/usage`),
      ])
        assert.equal(answer.body['code'], 'connection-not-found');
    });

    it('go with the connection', async () => {
      const id = await create();
      await rotate(id, 'right-password');
      assert.equal((await host.admin.delete(`/connections/${id}`)).status, 204);
      assert.equal(await host.store.manager.countBy(connectionSecretHistoryTable, { connectionId: id }), 0);
    });

    it('go with the connection, also when a rotation is committed while it is being deleted', async () => {
      const id = await create();
      await rotate(id, 'right-password');
      const [commit, written] = [new EventEmitter(), new EventEmitter()];
      const hasWritten = once(written, 'it');
      const rotation = host.store.transaction(async (manager) => {
        const earlier = await manager.findOneByOrFail(connectionSecretHistoryTable, { connectionId: id });
        await insertRows(manager, connectionSecretHistoryTable, { ...earlier, id: 'meanwhile' });
        await updateRows(manager, connectionTable, { id }, { version: 3 });
        written.emit('it');
        await once(commit, 'it');
      });
      await hasWritten;
      const deletion = host.admin.delete(`/connections/${id}`);
      if (kind === 'postgres')
        await waitUntil('the deletion waits', async () => (await sessionsWaiting(host.store)) > 0);
      commit.emit('it');
      await rotation;
      assert.equal((await deletion).status, 204);
      assert.equal(await host.store.manager.countBy(connectionSecretHistoryTable, { connectionId: id }), 0);
    });
  });
}
