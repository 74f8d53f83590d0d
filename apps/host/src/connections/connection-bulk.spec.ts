import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ConnectionBulkItem } from '@patchbay/contracts';
import { auditTable } from '../audit/audit.table.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { projectMemberTable } from '../projects/project.table.js';
import type { Api } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { connectionTable } from './connection.table.js';
import { ConnectionsService } from './connections.service.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret' };

for (const kind of storeKinds) {
  describe(`Many connections at once on ${kind}`, () => {
    let host: SpecHost;
    let owner: { api: Api; id: string };
    let other: { api: Api; id: string };
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      owner = await host.addUser('designer');
      other = await host.addUser('designer');
    });

    const create = async (values: object = {}, api = owner.api) => {
      const input = { name: `c${(count += 1)}`, type: 'postgresql', config, ...values };
      const { body, text } = await api.post('/connections', input);
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const used = async (values: object = {}, api = owner.api) => {
      const id = await create(values, api);
      const { status, text } = await api.post('/patterns', sqlPattern(`Uses ${(count += 1)}`, id));
      assert.equal(status, 201, text);
      return id;
    };
    const bulk = async (input: object, api = owner.api) => {
      const { status, body, text } = await api.post('/connections/bulk', input);
      return { status, body, text, items: (body['items'] ?? []) as ConnectionBulkItem[] };
    };
    const problemOf = (items: ConnectionBulkItem[], id: string) =>
      items.find((item) => item.id === id)?.problem;
    const exists = async (id: string, api = owner.api) =>
      (await api.get(`/connections/${id}`)).status === 200;
    const recorded = async (action: string) =>
      (await host.store.manager.findBy(auditTable, { action })).map(({ subjectId }) => subjectId);

    it('are deleted after a look at each: all of them, or none', async () => {
      const [free, busy] = [await create(), await used()];
      const ids = [free, busy];
      const plan = await bulk({ ids, action: 'delete', dryRun: true });
      assert.deepEqual([plan.status, plan.body['done']], [200, false], plan.text);
      assert.deepEqual(
        [problemOf(plan.items, free), problemOf(plan.items, busy)],
        [null, 'connection-in-use'],
      );
      const found = plan.items.find(({ id }) => id === busy);
      assert.deepEqual([found?.dependents[0]?.kind, found?.dependents[0]?.nodeIds], ['draft', ['ask']]);
      const refused = await bulk({ ids, action: 'delete' });
      assert.deepEqual([refused.status, refused.body['code']], [409, 'bulk-refused']);
      assert.deepEqual(refused.items, plan.items);
      assert.deepEqual([await exists(free), await exists(busy)], [true, true]);
      const done = await bulk({ ids, action: 'delete', detach: true });
      assert.deepEqual([done.status, done.body['done']], [200, true], done.text);
      assert.deepEqual([await exists(free), await exists(busy)], [false, false]);
      const deleted = await recorded('connection.deleted');
      for (const id of ids) assert.ok(deleted.includes(id));
    });

    it('go to another owner with their secrets, and are shared with nobody then', async () => {
      const [own, shown] = [await create({ scope: 'personal' }), await used()];
      await owner.api.send('PUT', `/connections/${own}/shares/everyone`);
      const { status, text } = await bulk({ ids: [own, shown], action: 'transfer', to: other.id });
      assert.equal(status, 200, text);
      assert.deepEqual([await exists(own), await exists(own, other.api)], [false, true]);
      const { body } = await other.api.get(`/connections/${shown}`);
      assert.equal((body['owner'] as { id: string }).id, other.id);
      const opened = await host.app.nest
        .get(ConnectionsService)
        .openForLease(own, { projectId: host.projectId, userId: other.id });
      assert.equal(opened.connection.config?.['password'], config.password);
      assert.deepEqual(JSON.parse((await other.api.get(`/connections/${own}/shares`)).text), []);
      const given = await recorded('connection.transferred');
      for (const id of [own, shown]) assert.ok(given.includes(id));
    });

    it('stay where a pattern would lose one, a name is taken, or it belongs to somebody else', async () => {
      const [busy, named] = [
        await used({ scope: 'personal' }),
        await create({ scope: 'personal', name: 'Same' }),
      ];
      await create({ scope: 'personal', name: 'Same' }, other.api);
      const foreign = await create({}, other.api);
      const ids = [busy, named, foreign];
      const { status, items } = await bulk({ ids, action: 'transfer', to: other.id });
      assert.equal(status, 409);
      assert.deepEqual(
        ids.map((id) => problemOf(items, id)),
        ['connection-in-use', 'connection-name-taken', 'forbidden'],
      );
      assert.equal(await exists(busy, other.api), false);
      const byAdmin = await bulk({ ids: [foreign], action: 'transfer', to: owner.id }, host.admin);
      assert.equal(byAdmin.status, 200, byAdmin.text);
    });

    it('look missing where they are foreign, and go to nobody who may not edit', async () => {
      const hidden = await create({ scope: 'personal' }, other.api);
      const { items } = await bulk({ ids: [hidden, 'missing'], action: 'delete', dryRun: true });
      for (const id of [hidden, 'missing'])
        assert.deepEqual(
          items.find((item) => item.id === id),
          { id, name: null, problem: 'connection-not-found', dependents: [] },
        );
      const id = await create();
      const viewer = await host.addUser('viewer');
      const stranger = await host.addUser('admin', await host.addProject());
      for (const to of [viewer.id, stranger.id])
        assert.equal((await bulk({ ids: [id], action: 'transfer', to })).body['code'], 'member-not-found');
      assert.equal((await bulk({ ids: [id], action: 'transfer' })).status, 422);
      assert.equal((await bulk({ ids: [id], action: 'delete', to: other.id })).status, 422);
      const analyst = await host.addUser('analyst');
      assert.equal((await bulk({ ids: [id], action: 'delete' }, analyst.api)).status, 403);
    });

    it('go to another project with their secrets and history, and leave what is of this one behind', async () => {
      const projectId = await host.addProject();
      await host.store.transaction((manager) =>
        insertRows(manager, projectMemberTable, {
          projectId,
          userId: owner.id,
          role: 'designer',
          createdAt: now(),
        }),
      );
      const there = owner.api.with({ 'x-patchbay-project': projectId });
      const restrictions = { nodeTypes: ['core.sqlQuery'], patternIds: ['of-this-project'] };
      const [plain, busy] = [await create({ restrictions }), await used()];
      const rotated = { secrets: { password: 'next-password' }, forceSave: true };
      assert.equal((await owner.api.post(`/connections/${plain}/rotate`, rotated)).status, 200);
      const move = { ids: [plain, busy], action: 'transfer', toProject: projectId };
      const refused = await bulk(move);
      assert.deepEqual([refused.status, problemOf(refused.items, busy)], [409, 'connection-in-use']);
      const moved = await bulk({ ...move, detach: true });
      assert.equal(moved.status, 200, moved.text);
      for (const id of [plain, busy])
        assert.deepEqual([await exists(id), await exists(id, there)], [false, true]);
      const { body } = await there.get(`/connections/${plain}`);
      assert.deepEqual(body['restrictions'], { nodeTypes: ['core.sqlQuery'] });
      const open = async () =>
        (await host.app.nest.get(ConnectionsService).openForLease(plain, { projectId })).connection.config;
      assert.equal((await open())?.['password'], 'next-password');
      // What was live earlier opens, too: only the server, which is not there, keeps it from coming back.
      const history = await there.get(`/connections/${plain}/secret-history`);
      const [{ id: historyId }] = history.body['items'] as [{ id: string }];
      const back = await there.post(`/connections/${plain}/rollback/${historyId}`);
      assert.equal(back.body['code'], 'rotation-test-failed', back.text);
      const { body: usage } = await there.get(`/connections/${busy}/usage`);
      assert.equal(usage['patternCount'], 0);
      for (const action of ['connection.transferred', 'connection.received'])
        assert.ok((await recorded(action)).includes(plain), action);
    });

    it('stay in their project where the other one would get at more, or the caller may not', async () => {
      const projectId = await host.addProject();
      const enter = (role: 'viewer' | 'designer') =>
        host.store.transaction(async (manager) => {
          await manager.delete(projectMemberTable, { projectId, userId: owner.id });
          await insertRows(manager, projectMemberTable, {
            projectId,
            userId: owner.id,
            role,
            createdAt: now(),
          });
        });
      const id = await create();
      const move = (ids: string[], more: object = {}) =>
        bulk({ ids, action: 'transfer', toProject: projectId, ...more });
      assert.equal((await move([id])).body['code'], 'project-not-found');
      await enter('viewer');
      assert.equal((await move([id])).body['code'], 'forbidden');
      await enter('designer');
      assert.equal((await move([id], { to: other.id })).status, 422);
      assert.equal((await bulk({ ids: [id], action: 'transfer', toProject: host.projectId })).status, 422);
      const value = { value: 'of this project' };
      await host.admin.send('PUT', '/secrets/DB_PASSWORD/values/development', JSON.stringify(value), {
        'content-type': 'application/json',
      });
      const reads = await create({ config: { ...config, password: '={{ $secrets.DB_PASSWORD }}' } });
      const damaged = await create();
      await host.store.manager.update(connectionTable, damaged, {
        secretsSealed: Buffer.alloc(200, 1).toString('base64'),
      });
      const foreign = await create({}, other.api);
      const { status, items } = await move([reads, damaged, foreign, id]);
      assert.equal(status, 409);
      assert.deepEqual(
        [reads, damaged, foreign, id].map((each) => problemOf(items, each)),
        ['secret-in-use', 'connection-quarantined', 'forbidden', null],
      );
      assert.ok(await exists(id));
    });

    it('are all there still when one cannot be recorded', async () => {
      const ids = [await create(), await create()];
      await host.store.dataSource.query('ALTER TABLE audit RENAME TO audit_away');
      const { body } = await bulk({ ids, action: 'delete' });
      await host.store.dataSource.query('ALTER TABLE audit_away RENAME TO audit');
      assert.equal(body['code'], 'audit-unavailable');
      for (const id of ids) assert.ok(await exists(id));
    });
  });
}
