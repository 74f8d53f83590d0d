import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { ReplaceAnswer } from '@patchbay/contracts';
import { webhookTable } from '../hooks/webhook.table.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { patternTable, patternVersionTable } from './pattern.table.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret' };
const trigger = (path: string) => ({
  ...{ id: 'start', name: 'Start', type: 'core.webhookTrigger' },
  parameters: { path, respond: 'immediately' },
});

for (const kind of storeKinds) {
  describe(`Replacing a connection on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const create = async (values: object = {}) => {
      const name = `c${(count += 1)}`;
      const { body, text } = await host.admin.post('/connections', {
        name,
        type: 'postgresql',
        config,
        ...values,
      });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const pattern = async (connectionId: string) => {
      const { body, text } = await host.admin.post('/patterns', sqlPattern(`p${(count += 1)}`, connectionId));
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    /** Its draft is what is live. */
    const live = async (connectionId: string) => {
      const { name, nodes, edges } = sqlPattern(`p${(count += 1)}`, connectionId);
      const path = `hook-${count}`;
      const { body } = await host.admin.post('/patterns', { name, nodes: [trigger(path), nodes[1]], edges });
      const id = String(body['id']);
      const { status, text } = await host.admin.patch(`/patterns/${id}`, { active: true });
      assert.equal(status, 200, text);
      return { id, path };
    };
    const frozenOf = (patternId: string, version: number) =>
      host.store.manager.findOneByOrFail(patternVersionTable, { patternId, version });
    const replace = (id: string, otherId: string) =>
      host.admin.post(`/connections/${id}/replace-with/${otherId}`);
    const drafts = async (ids: string[]) => {
      const rows = await Promise.all(
        ids.map((id) => host.store.manager.findOneByOrFail(patternTable, { id })),
      );
      return rows.map(({ graph, version }) => [graph.nodes[1]?.connections?.['database'], version]);
    };
    const countOf = async (id: string) => (await host.admin.get(`/connections/${id}`)).body['patternCount'];

    it('swaps it in every draft, each with a new version', async () => {
      const [a, b] = [await create(), await create()];
      const ids = [await pattern(a), await pattern(a), await pattern(a)];
      const unrelated = await pattern(b);
      const { status, body, text } = await replace(a, b);
      assert.equal(status, 200, text);
      const { replaced } = body as unknown as ReplaceAnswer;
      assert.deepEqual(new Set(replaced.map(({ patternId }) => patternId)), new Set(ids));
      assert.deepEqual(
        replaced.map(({ version, activeVersion }) => [version, activeVersion]),
        [
          [2, null],
          [2, null],
          [2, null],
        ],
      );
      assert.deepEqual(await drafts([...ids, unrelated]), [
        [b, 2],
        [b, 2],
        [b, 2],
        [b, 1],
      ]);
      const frozen = await host.store.manager.findBy(patternVersionTable, { patternId: String(ids[0]) });
      const bindings = frozen.map(({ version, graph }) => [
        version,
        graph.nodes[1]?.connections?.['database'],
      ]);
      assert.deepEqual(bindings.sort(), [
        [1, a],
        [2, b],
      ]);
      assert.deepEqual([await countOf(a), await countOf(b)], [0, 4]);
      assert.equal((await host.admin.delete(`/connections/${a}`)).status, 204);
    });

    it('swaps it in what is live too, which answers on without a pause', async () => {
      const [a, b] = [await create(), await create()];
      const [same, behind] = [await live(a), await live(a)];
      await host.admin.patch(`/patterns/${behind.id}`, { nodes: [trigger(behind.path)], edges: [] });
      const { body, text } = await replace(a, b);
      const { replaced } = body as unknown as ReplaceAnswer;
      const versions = new Map(replaced.map((each) => [each.patternId, [each.version, each.activeVersion]]));
      // The draft that is ahead of what is live stays ahead of it.
      assert.deepEqual(
        [versions.get(same.id), versions.get(behind.id)],
        [
          [2, 2],
          [4, 3],
        ],
        text,
      );
      for (const { id, path } of [same, behind]) {
        const { graph } = await frozenOf(id, versions.get(id)?.[1] ?? 0);
        assert.equal(graph.nodes[1]?.connections?.['database'], b);
        const called = await fetch(`${host.url}/hooks/development/${path}`, { method: 'POST' });
        assert.equal(called.status, 202);
        const { runId } = (await called.json()) as { runId: string };
        const run = (await host.admin.get(`/runs/${runId}`)).body;
        assert.equal(run['patternVersion'], versions.get(id)?.[1]);
      }
      assert.deepEqual((await host.admin.get(`/patterns/${behind.id}`)).body['nodes'], [
        trigger(behind.path),
      ]);
      assert.deepEqual([await countOf(a), await countOf(b)], [0, 2]);
      assert.equal((await host.admin.delete(`/connections/${a}`)).status, 204);
    });

    it('leaves no live trigger without a connection that it may use', async () => {
      const [a, b] = [await create({ scope: 'personal' }), await create({ scope: 'personal' })];
      const designer = await host.addUser('designer');
      await host.admin.send('PUT', `/connections/${a}/shares/${designer.id}`);
      const { id } = await live(a);
      await host.store.transaction((manager) =>
        manager.update(webhookTable, { patternId: id }, { activatedBy: designer.id }),
      );
      assert.equal((await replace(a, b)).body['code'], 'conflict');
      await host.admin.send('PUT', `/connections/${b}/shares/${designer.id}`);
      assert.equal((await replace(a, b)).status, 200);
    });

    it('refuses one that is restricted to other nodes or patterns', async () => {
      const a = await create();
      const id = await pattern(a);
      for (const [restrictions, status] of [
        [{ nodeTypes: ['core.databaseReader'] }, 409],
        [{ patternIds: [randomUUID()] }, 409],
        [{ nodeTypes: ['core.sqlQuery'], patternIds: [id] }, 200],
      ] as const)
        assert.equal((await replace(a, await create({ restrictions }))).status, status);
    });

    it('refuses one that does not fit, naming every step, and changes nothing', async () => {
      const a = await create();
      const http = await create({ type: 'http', config: { baseUrl: 'https://example.org' } });
      const ids = [await pattern(a), await pattern(a)];
      const { status, body } = await replace(a, http);
      assert.deepEqual([status, body['code']], [409, 'connection-type-mismatch']);
      assert.equal((body['errors'] as unknown[]).length, 2);
      assert.deepEqual(await drafts(ids), [
        [a, 1],
        [a, 1],
      ]);
    });

    it('undoes everything when one pattern cannot be written', async () => {
      const [a, b] = [await create(), await create()];
      const ids = [await pattern(a), await pattern(a)];
      const [first] = [...ids].sort().reverse();
      // The version that the last of them would get is there already, so its insert fails.
      await host.store.transaction(async (manager) => {
        const frozen = await manager.findOneByOrFail(patternVersionTable, { patternId: String(first) });
        await manager.insert(patternVersionTable, { ...frozen, version: 2 } as object);
      });
      assert.equal((await replace(a, b)).status, 500);
      assert.deepEqual(await drafts(ids), [
        [a, 1],
        [a, 1],
      ]);
      assert.equal(await countOf(a), 2);
    });

    it('refuses a personal, a disabled, a foreign one, and itself', async () => {
      const a = await create();
      const personal = await create({ scope: 'personal' });
      const disabled = await create();
      await host.admin.post(`/connections/${disabled}/disable`);
      const { api } = await host.addUser('admin', await host.addProject());
      const stranger = await api.post('/connections', { name: 'foreign', type: 'postgresql', config });
      const ids = [await pattern(a)];
      for (const [other, code] of [
        [personal, 'conflict'],
        [disabled, 'connection-disabled'],
        [String(stranger.body['id']), 'connection-not-found'],
        [a, 'conflict'],
      ] as const)
        assert.equal((await replace(a, other)).body['code'], code);
      assert.deepEqual(await drafts(ids), [[a, 1]]);
    });
  });
}
