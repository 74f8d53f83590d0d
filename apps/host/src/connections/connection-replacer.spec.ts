import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternGraph, ReplaceAnswer } from '@patchbay/contracts';
import { patternTable, patternVersionTable } from '../patterns/pattern.table.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { connectionReferenceTable } from './connection-reference.table.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret' };
const hook = { id: 'start', name: 'Start', type: 'core.webhookTrigger' };

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
      const { replaced, stillLive } = body as unknown as ReplaceAnswer;
      assert.deepEqual(new Set(replaced.map(({ patternId }) => patternId)), new Set(ids));
      assert.deepEqual([replaced.map(({ version }) => version), stillLive], [[2, 2, 2], []]);
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

    it('leaves what is live as it is and says so', async () => {
      const [a, b] = [await create(), await create()];
      const id = await pattern(a);
      const { nodes, edges } = sqlPattern('', a);
      const path = `hook-${(count += 1)}`;
      const live = { nodes: [{ ...hook, parameters: { path } }, nodes[1]], edges, active: true };
      const activated = await host.admin.patch(`/patterns/${id}`, live);
      assert.equal(activated.status, 200, activated.text);
      const { body } = await replace(a, b);
      const { stillLive } = body as unknown as ReplaceAnswer;
      assert.deepEqual(
        stillLive.map(({ patternId, version }) => [patternId, version]),
        [[id, 2]],
      );
      assert.deepEqual([await drafts([id]), await countOf(a)], [[[b, 3]], 1]);
      assert.equal((await host.admin.delete(`/connections/${a}`)).body['code'], 'connection-in-use');
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

    it('keeps the table of references true through any sequence of changes', async () => {
      const connections = [await create(), await create(), await create()];
      const patterns: string[] = [];
      const pick = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T;
      const steps: string[] = [];
      for (let step = 0; step < 40; step += 1) {
        const how =
          patterns.length < 3 ? 'create' : pick(['create', 'edit', 'live', 'off', 'replace', 'remove']);
        steps.push(how);
        const [id, connection] = [pick(patterns), pick(connections)];
        const { nodes, edges } = sqlPattern('', connection);
        if (how === 'create') patterns.push(await pattern(connection));
        else if (how === 'edit') await host.admin.patch(`/patterns/${id}`, { nodes, edges });
        else if (how === 'live') {
          const trigger = { ...hook, parameters: { path: `path-${(count += 1)}` } };
          await host.admin.patch(`/patterns/${id}`, { nodes: [trigger, nodes[1]], edges, active: true });
        } else if (how === 'off') await host.admin.patch(`/patterns/${id}`, { active: false });
        else if (how === 'replace') await replace(connection, pick(connections));
        else {
          await host.admin.delete(`/patterns/${id}`);
          patterns.splice(patterns.indexOf(id), 1);
        }
        assert.deepEqual(await indexed(), await scanned(), steps.join(' '));
      }
      const used = (await scanned()).filter((use) => use.endsWith(String(connections[0])));
      const patternsUsing = new Set(used.map((use) => use.split(' ')[1]));
      assert.equal(await countOf(String(connections[0])), patternsUsing.size);
    });

    const indexed = async () => {
      const rows = await host.store.manager.find(connectionReferenceTable);
      return rows
        .map((row) =>
          [row.userType, row.patternId, row.patternVersion, row.nodeId, row.slot, row.connectionId].join(' '),
        )
        .sort();
    };
    /** Reads every graph, as if there were no table of references. */
    const scanned = async () => {
      const versions = await host.store.manager.find(patternVersionTable);
      const patterns = await host.store.manager.find(patternTable);
      const uses = patterns.flatMap(({ id, graph, activeVersion }) => {
        const live = versions.find((frozen) => frozen.patternId === id && frozen.version === activeVersion);
        return [...usesOf(`draft ${id} 0`, graph), ...usesOf(`version ${id} ${activeVersion}`, live?.graph)];
      });
      return uses.sort();
    };
  });
}

function usesOf(user: string, graph: PatternGraph | undefined): string[] {
  return (graph?.nodes ?? []).flatMap((node) =>
    Object.entries(node.connections ?? {}).map(
      ([slot, connection]) => `${user} ${node.id} ${slot} ${connection}`,
    ),
  );
}
