import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { before, describe, it } from 'node:test';
import type { ConnectionSummary, ConnectionUsage } from '@patchbay/contracts';
import { insertRows } from '../database/rows.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { lockPatterns } from '../patterns/lock-patterns.js';
import { copyConnection } from '../spec/many-connections.js';
import { postgresRole } from '../spec/postgres-role.js';
import { sessionsWaiting } from '../spec/postgres-server.js';
import { countQueries } from '../spec/queries.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';
import { connectionReferenceTable } from './connection-reference.table.js';

for (const kind of storeKinds) {
  describe(`The usage of a connection on ${kind}`, () => {
    let host: SpecHost;
    let config: object;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      ({ config } = await postgresRole('the-password'));
    });

    const create = async () => {
      const name = `c${(count += 1)}`;
      const { body, text } = await host.admin.post('/connections', { name, type: 'postgresql', config });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const pattern = async (connectionId: string, name = `p${(count += 1)}`) => {
      const { body, text } = await host.admin.post('/patterns', sqlPattern(name, connectionId));
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const usage = async (id: string) => {
      const { status, body, text } = await host.admin.get(`/connections/${id}/usage`);
      assert.equal(status, 200, text);
      return body as unknown as ConnectionUsage;
    };
    const run = async (patternId: string) =>
      (await host.admin.post(`/patterns/${patternId}/run`, { wait: true })).body;
    const refer = (connectionId: string, patternId: string, version: number) =>
      host.store.transaction((manager) =>
        insertRows(manager, connectionReferenceTable, {
          userType: 'version',
          patternId,
          patternVersion: version,
          nodeId: 'ask',
          slot: 'database',
          connectionId,
        }),
      );

    it('is empty where nothing uses it', async () => {
      assert.deepEqual(await usage(await create()), {
        patternCount: 0,
        draftCount: 0,
        versionCount: 0,
        datasetCount: 0,
        lastUsedAt: null,
        recent: [],
      });
    });

    it('counts drafts and live versions, and names them with their last run', async () => {
      const id = await create();
      const [first, second] = [await pattern(id, 'First'), await pattern(id, 'Second')];
      await refer(id, first, 1);
      const last = await run(first);
      assert.equal(last['status'], 'success');
      const { recent, lastUsedAt, ...counts } = await usage(id);
      assert.deepEqual(counts, { patternCount: 2, draftCount: 2, versionCount: 1, datasetCount: 0 });
      assert.ok(lastUsedAt);
      assert.deepEqual(
        recent.map((user) => [user.kind, user.patternName, user.version, user.nodeIds, user.lastRun?.id]),
        [
          ['draft', 'First', undefined, ['ask'], last['id']],
          ['version', 'First', 1, ['ask'], last['id']],
          ['draft', 'Second', undefined, ['ask'], undefined],
        ],
      );
      assert.equal(recent[2]?.patternId, second);
    });

    it('shows the ten most recent, latest first, in as many queries as one', async () => {
      const [busy, quiet] = [await create(), await create()];
      await pattern(quiet);
      const ids: string[] = [];
      for (let index = 0; index < 12; index += 1) ids.push(await pattern(busy));
      await run(String(ids[0]));
      const { recent, patternCount } = await usage(busy);
      assert.equal(patternCount, 12);
      assert.deepEqual(
        recent.map(({ patternId }) => patternId),
        [ids[0], ...ids.slice(3).reverse()],
      );
      const few = await countQueries(host, () => usage(quiet));
      assert.equal(await countQueries(host, () => usage(busy)), few);
    });

    it('is counted in the list by as many queries at 10 connections as at 10,000', async () => {
      const { api } = await host.addUser('admin', await host.addProject());
      const list = async () => {
        const { body, text } = await api.get('/connections?limit=200');
        assert.ok(body['items'], text);
        return body['items'] as ConnectionSummary[];
      };
      const { body } = await api.post('/connections', { name: 'original', type: 'postgresql', config });
      const id = String(body['id']);
      await copyConnection(host, id, 1, 10);
      const few = await countQueries(host, list);
      assert.ok(few > 0);
      assert.equal((await list()).length, 10);
      await copyConnection(host, id, 10, 10_000);
      assert.equal(await countQueries(host, list), few);
      const items = await list();
      assert.equal(items.length, 200);
      assert.ok(items.every(({ name, patternCount }) => patternCount === (name === 'original' ? 0 : 1)));
    });

    it('that a delete would break is listed whole, and detached it can be bound again', async () => {
      const id = await create();
      const uses = await pattern(id, 'Bound');
      await refer(id, uses, 1);
      const refused = await host.admin.delete(`/connections/${id}`);
      assert.equal(refused.body['code'], 'connection-in-use');
      const draft = { kind: 'draft', patternId: uses, patternName: 'Bound', nodeIds: ['ask'] };
      assert.deepEqual(refused.body['dependents'], [draft, { ...draft, kind: 'version', version: 1 }]);
      assert.equal((await host.admin.delete(`/connections/${id}?detach=true`)).status, 204);
      assert.equal((await run(uses))['status'], 'failed');
      const { nodes } = sqlPattern('Bound', await create());
      assert.equal((await host.admin.patch(`/patterns/${uses}`, { nodes })).status, 200);
      assert.equal((await run(uses))['status'], 'success');
    });

    // SQLite has one transaction at a time.
    if (kind === 'postgres')
      it('begins with a save: a deletion that comes while the pattern is being saved finds it', async () => {
        const [id, other] = [await create(), await create()];
        const saved = await pattern(other, 'Being saved');
        const [release, held] = [new EventEmitter(), new EventEmitter()];
        const isHeld = once(held, 'it');
        const before = host.store.transaction(async (manager) => {
          await lockPatterns(manager, host.projectId, [saved]);
          held.emit('it');
          await once(release, 'it');
        });
        await isHeld;
        const { nodes } = sqlPattern('Being saved', id);
        const saving = host.admin.patch(`/patterns/${saved}`, { nodes });
        await waitUntil('the save waits', async () => (await sessionsWaiting(host.store)) === 1);
        const deletion = host.admin.delete(`/connections/${id}`);
        await waitUntil('both wait', async () => (await sessionsWaiting(host.store)) === 2);
        release.emit('it');
        await before;
        assert.equal((await saving).status, 200);
        assert.equal((await deletion).body['code'], 'connection-in-use');
      });
  });
}
