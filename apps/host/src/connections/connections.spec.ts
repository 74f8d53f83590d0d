import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ConnectionSummary } from '@patchbay/contracts';
import { insertRows } from '../database/rows.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { ConnectionEvents, type ConnectionChange } from './connection-events.js';
import { connectionReferenceTable } from './connection-reference.table.js';
import { connectionTable } from './connection.table.js';
import { ConnectionsService } from './connections.service.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret-1' };

for (const kind of storeKinds) {
  describe(`Connections on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const post = (values: object) =>
      host.admin.post('/connections', { type: 'postgresql', config, ...values });
    const create = async (values: object = {}): Promise<string> => {
      const { status, body, text } = await post({ name: `c${(count += 1)}`, ...values });
      assert.equal(status, 201, text);
      return String(body['id']);
    };
    const names = async (query: string, api = host.admin) => {
      const { status, body, text } = await api.get(`/connections?${query}`);
      assert.equal(status, 200, text);
      return (body['items'] as ConnectionSummary[]).map(({ name }) => name);
    };
    const refer = (connectionId: string, patternId: string) =>
      host.store.transaction((manager) =>
        insertRows(manager, connectionReferenceTable, {
          userType: 'draft',
          patternId,
          patternVersion: 0,
          nodeId: 'n',
          slot: 's',
          connectionId,
        }),
      );
    const lease = (id: string) =>
      host.app.nest.get(ConnectionsService).openForLease(id, { projectId: host.projectId });
    const rejectsWith = (work: Promise<unknown>, code: string) =>
      assert.rejects(work, (error) => (error as { code?: string }).code === code);

    it('take an alias for the type and refuse a type that no plugin declares', async () => {
      const { body } = await post({ name: 'alias', type: 'rds' });
      assert.equal(body['type'], 'postgresql');
      const unknown = await post({ name: 'unknown', type: 'nothing_like_it' });
      assert.deepEqual([unknown.status, unknown.body['code']], [404, 'connector-not-found']);
    });

    it('name every wrong field at once', async () => {
      const { status, body } = await post({
        name: 'wrong',
        config: { port: 70_000, nonsense: 1, password: 7 },
      });
      assert.equal(status, 422);
      const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
      for (const pointer of ['/config/host', '/config/port', '/config/nonsense', '/config/password'])
        assert.ok(pointers.includes(pointer), pointer);
    });

    it('have names of their own within the project', async () => {
      const id = await create({ name: 'unique' });
      assert.equal((await post({ name: 'unique' })).body['code'], 'connection-name-taken');
      const other = await create();
      assert.equal(
        (await host.admin.patch(`/connections/${other}`, { name: 'unique' })).body['code'],
        'connection-name-taken',
      );
      assert.equal((await host.admin.patch(`/connections/${id}`, { name: 'unique' })).status, 200);
      const race = await Promise.all(Array.from({ length: 5 }, () => post({ name: 'raced' })));
      assert.deepEqual(race.map(({ status }) => status).sort(), [201, 409, 409, 409, 409]);
    });

    it('lose no change to another one', async () => {
      const id = await create();
      assert.equal(
        (await host.admin.patch(`/connections/${id}`, { version: 1, description: 'first' })).body['version'],
        2,
      );
      const late = await host.admin.patch(`/connections/${id}`, { version: 1, description: 'second' });
      assert.deepEqual([late.status, late.body['code']], [409, 'version-conflict']);
      const race = await Promise.all(
        Array.from({ length: 5 }, (_, index) =>
          host.admin.patch(`/connections/${id}`, { version: 2, description: `${index}` }),
        ),
      );
      assert.equal(race.filter(({ status }) => status === 200).length, 1);
    });

    it('count the patterns that use them and cannot be deleted meanwhile', async () => {
      const id = await create();
      await refer(id, 'pattern-1');
      await refer(id, 'pattern-2');
      assert.equal((await host.admin.get(`/connections/${id}`)).body['patternCount'], 2);
      const refused = await host.admin.delete(`/connections/${id}`);
      assert.deepEqual([refused.status, refused.body['code']], [409, 'connection-in-use']);
      assert.deepEqual(
        (refused.body['dependents'] as { patternId: string }[]).map(({ patternId }) => patternId),
        ['pattern-1', 'pattern-2'],
      );
      assert.equal((await host.admin.delete(`/connections/${id}?detach=true`)).status, 204);
      assert.equal((await host.admin.get(`/connections/${id}`)).status, 404);
    });

    it('that are personal are seen by their owner alone', async () => {
      const { api } = await host.addUser('admin');
      const { body } = await api.post('/connections', {
        name: 'private',
        type: 'postgresql',
        config,
        scope: 'personal',
      });
      const id = String(body['id']);
      assert.equal((await api.get(`/connections/${id}`)).status, 200);
      assert.equal((await host.admin.get(`/connections/${id}`)).status, 404);
      assert.ok(!(await names('q=private')).includes('private'));
      await rejectsWith(lease(id), 'connection-not-found');
      assert.equal((await post({ name: 'private' })).status, 201);
      const shared = await create();
      assert.equal((await api.patch(`/connections/${shared}`, { scope: 'personal' })).status, 403);
    });

    it('whose blob was moved to another row are quarantined, and come back when all is entered anew', async () => {
      const [from, to] = [await create(), await create()];
      const source = await host.store.manager.findOneByOrFail(connectionTable, { id: from });
      await host.store.transaction((manager) =>
        manager.update(connectionTable, { id: to }, { secretsSealed: source.secretsSealed }),
      );
      await rejectsWith(lease(to), 'connection-quarantined');
      assert.equal((await host.admin.get(`/connections/${to}`)).body['status'], 'quarantined');
      assert.equal(
        (await host.admin.patch(`/connections/${to}`, { config: { sslMode: 'x', tls: 'on' } })).status >= 400,
        true,
      );
      assert.equal(
        (await host.admin.patch(`/connections/${to}`, { description: 'still quarantined' })).body['status'],
        'quarantined',
      );
      const after = await host.store.manager.findOneByOrFail(connectionTable, { id: to });
      assert.equal(after.secretsSealed, source.secretsSealed);
      assert.equal(
        (await host.admin.patch(`/connections/${to}`, { config: { password: 'entered-anew' } })).body[
          'status'
        ],
        'active',
      );
      assert.equal((await lease(to)).connection.config?.['password'], 'entered-anew');
      assert.equal((await lease(from)).connection.config?.['password'], 'planted-secret-1');
    });

    it('of a type that is gone are listed, wholly masked, and not opened', async () => {
      const id = await create();
      await host.store.transaction((manager) => manager.update(connectionTable, { id }, { type: 'gone' }));
      const { body } = await host.admin.get(`/connections/${id}`);
      assert.equal(body['status'], 'unknownType');
      assert.deepEqual(new Set(Object.values(body['config'] as object)), new Set(['••••••••']));
      await rejectsWith(lease(id), 'connector-unavailable');
      assert.equal(
        (await host.admin.patch(`/connections/${id}`, { config: { host: 'x' } })).body['code'],
        'connector-unavailable',
      );
      assert.equal((await host.admin.patch(`/connections/${id}`, { name: `renamed ${id}` })).status, 200);
    });

    it('are opened again for a lease only when the runner has no current version', async () => {
      const id = await create();
      assert.equal((await lease(id)).connection.config?.['password'], 'planted-secret-1');
      const { connection: again } = await host.app.nest
        .get(ConnectionsService)
        .openForLease(id, { projectId: host.projectId }, { openVersion: 1 });
      assert.equal(again.config, undefined);
      assert.deepEqual(again.pool, { poolSize: 5, maxOverflow: 15, poolRecycle: 1800 });
    });

    it('tell whoever holds clients of them when they change or go', async () => {
      const id = await create();
      const changes: ConnectionChange[] = [];
      host.app.nest.get(ConnectionEvents, { strict: false }).onChange((change) => changes.push(change));
      await host.admin.patch(`/connections/${id}`, { config: { password: 'another-secret' } });
      await host.admin.delete(`/connections/${id}`);
      assert.deepEqual(changes, [
        { connectionId: id, version: 2 },
        { connectionId: id, version: undefined },
      ]);
    });

    it('leave a record of every change, without a value', async () => {
      const id = await create();
      await host.admin.patch(`/connections/${id}`, { config: { password: 'another-secret' } });
      await host.admin.delete(`/connections/${id}`);
      const records = await host.store.dataSource.query<{ action: string }[]>(
        `SELECT action, details FROM audit WHERE "subjectId" = '${id}' ORDER BY sequence`,
      );
      assert.deepEqual(
        records.map(({ action }) => action),
        ['connection.created', 'connection.changed', 'connection.deleted'],
      );
      assert.doesNotMatch(JSON.stringify(records), /planted-secret|another-secret/);
    });

    it('are neither made nor changed when that cannot be recorded', async () => {
      const id = await create();
      await host.store.dataSource.query('ALTER TABLE audit RENAME TO audit_away');
      const refused = [
        await post({ name: 'unrecorded' }),
        await host.admin.patch(`/connections/${id}`, { name: 'unrecorded' }),
        await host.admin.delete(`/connections/${id}`),
      ];
      await host.store.dataSource.query('ALTER TABLE audit_away RENAME TO audit');
      assert.deepEqual(
        refused.map(({ status, body }) => [status, body['code']]),
        Array.from({ length: 3 }, () => [503, 'audit-unavailable']),
      );
      assert.equal(await host.store.manager.countBy(connectionTable, { name: 'unrecorded' }), 0);
      assert.equal((await host.admin.get(`/connections/${id}`)).status, 200);
    });
  });
}
