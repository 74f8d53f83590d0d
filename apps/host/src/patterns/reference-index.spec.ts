import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ConnectionSummary, ConnectionUsage, PatternGraph, PatternNode } from '@patchbay/contracts';
import { connectionReferenceTable } from '../connections/connection-reference.table.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { patternTable, patternVersionTable } from './pattern.table.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret' };

for (const kind of storeKinds) {
  describe(`The index of who uses which connection, on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    let connections: string[] = [];
    let patterns: string[] = [];
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const made = async (path: string, body: object) => {
      const answer = await host.admin.post(path, body);
      assert.ok(answer.status < 300, answer.text);
      return answer.body;
    };
    const connect = async () => {
      const name = `c${(count += 1)}`;
      connections.push(String((await made('/connections', { name, type: 'postgresql', config }))['id']));
    };
    const patch = async (body: object) => {
      const { status, text } = await host.admin.patch(`/patterns/${pick(patterns)}`, body);
      assert.equal(status, 200, text);
    };
    const hook = () => ({
      ...{ id: 'start', name: 'Start', type: 'core.webhookTrigger' },
      parameters: { path: `path-${(count += 1)}` },
    });
    /** Two nodes with a connection each, perhaps one that has its credentials typed in, perhaps a call. */
    const graph = (): { nodes: PatternNode[]; edges: PatternGraph['edges'] } => {
      const { nodes, edges } = sqlPattern('', pick(connections)) as PatternGraph;
      const other = { ...(nodes[1] as PatternNode), id: 'other', name: 'Other' };
      const inline = { database: { type: 'postgresql', config } };
      const called = { pattern: pick(patterns) };
      const further: PatternNode[] = [
        { ...other, connections: { database: pick(connections) } },
        { ...other, type: 'core.databaseReader', parameters: { mode: 'inline' }, connections: {}, inline },
        { id: 'other', name: 'Other', type: 'core.callPattern', parameters: called },
      ];
      return { nodes: [hook(), ...nodes.slice(1), pick(further)], edges };
    };
    const changes: Record<string, () => Promise<unknown>> = {
      create: async () => {
        const { nodes, edges } = graph();
        patterns.push(String((await made('/patterns', { name: `p${(count += 1)}`, nodes, edges }))['id']));
      },
      edit: () => patch(graph()),
      rename: () => patch({ name: `p${(count += 1)}` }),
      live: () => patch({ ...graph(), active: true }),
      off: () => patch({ active: false }),
      replace: () => host.admin.post(`/connections/${pick(connections)}/replace-with/${pick(connections)}`),
      remove: async () => {
        const id = pick(patterns);
        patterns = patterns.filter((each) => each !== id);
        await host.admin.delete(`/patterns/${id}`);
      },
      detach: async () => {
        const id = pick(connections);
        connections = connections.filter((each) => each !== id);
        await host.admin.delete(`/connections/${id}?detach=true`);
        await connect();
      },
      import: async () => {
        const { text } = await host.admin.post('/connections/export', {});
        const input = { format: 'patchbay', text };
        const { digest } = await made('/connections/import/plan', input);
        await made('/connections/import', { ...input, digest });
      },
    };

    it('is what reading every graph finds, after any sequence of changes', async () => {
      for (let times = 0; times < 3; times += 1) await connect();
      patterns.push(String((await made('/patterns', sqlPattern('first', String(connections[0]))))['id']));
      const steps: string[] = [];
      for (let step = 0; step < 60; step += 1) {
        const how = patterns.length < 3 ? 'create' : pick(Object.keys(changes));
        steps.push(how);
        await changes[how]?.();
        assert.deepEqual(await indexed(), await scanned(), steps.join(' '));
      }
      await agreesWithWhatIsShown();
    });

    const agreesWithWhatIsShown = async () => {
      const { body } = await host.admin.get('/connections?limit=200');
      const items = (body['items'] as ConnectionSummary[]).filter(({ id }) => connections.includes(id));
      assert.equal(items.length, connections.length);
      const uses = (await scanned()).map((use) => use.split(' '));
      for (const { id, patternCount } of items) {
        const usage = (await host.admin.get(`/connections/${id}/usage`)).body as unknown as ConnectionUsage;
        const patternsOf = (kinds: string[]) =>
          new Set(
            uses.filter((use) => use.at(-1) === id && kinds.includes(use[0] ?? '')).map((use) => use[1]),
          ).size;
        assert.deepEqual(
          [patternCount, usage.patternCount, usage.draftCount, usage.versionCount],
          [['draft', 'version'], ['draft', 'version'], ['draft'], ['version']].map(patternsOf),
        );
      }
    };
    /** Of connections that exist: what was detached is named by graphs, and used by nobody. */
    const existing = (uses: string[]) =>
      uses.filter((use) => connections.includes(use.split(' ').at(-1) ?? '')).sort();
    const indexed = async () => {
      const rows = await host.store.manager.find(connectionReferenceTable);
      return existing(
        rows.map((row) =>
          [row.userType, row.patternId, row.patternVersion, row.nodeId, row.slot, row.connectionId].join(' '),
        ),
      );
    };
    /** Reads every graph, as if there were no index. */
    const scanned = async () => {
      const versions = await host.store.manager.find(patternVersionTable);
      const rows = await host.store.manager.find(patternTable);
      const uses = rows.flatMap(({ id, graph: draft, activeVersion }) => {
        const live = versions.find((frozen) => frozen.patternId === id && frozen.version === activeVersion);
        return [...usesOf(`draft ${id} 0`, draft), ...usesOf(`version ${id} ${activeVersion}`, live?.graph)];
      });
      return existing(uses);
    };
  });
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}

function usesOf(user: string, graph: PatternGraph | undefined): string[] {
  return (graph?.nodes ?? []).flatMap((node) =>
    Object.entries(node.connections ?? {}).map(
      ([slot, connection]) => `${user} ${node.id} ${slot} ${connection}`,
    ),
  );
}
