import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { patternMemoryTable } from '../patterns/pattern-memory.table.js';
import { chain, createPattern, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { ActiveRun } from './active-run.js';
import { PatternMemory } from './pattern-memory.js';

const dedupe = (parameters: PatternNode['parameters'] = {}, id = 'dedupe'): PatternNode => ({
  id,
  name: id,
  type: 'core.removeDuplicates',
  parameters: { operation: 'earlierRuns', value: '={{ $json.v }}', ...parameters },
});

for (const kind of storeKinds) {
  describe(`Remove Duplicates over several runs on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const create = (...nodes: PatternNode[]) => createPattern(host.admin, chain(start, ...nodes));
    const run = async (id: string, values: readonly unknown[], environment = 'development') => {
      const input = values.map((v) => ({ v }));
      const { body } = await host.admin.post(`/patterns/${id}/run`, { wait: true, input, environment });
      return body as unknown as RunDetail;
    };
    const valuesOf = ({ steps, error }: RunDetail, nodeId = 'dedupe') => {
      assert.equal(error, undefined);
      return steps.find((step) => step.nodeId === nodeId)?.outputs['main']?.map(({ json }) => json['v']);
    };
    const keeps = async (id: string, values: readonly unknown[], environment?: string) =>
      valuesOf(await run(id, values, environment));
    const remembered = (patternId: string) => host.store.manager.countBy(patternMemoryTable, { patternId });

    it('keeps what is new, compares with earlier runs alone, and pairs what is kept', async () => {
      const id = await create(dedupe());
      assert.deepEqual(await keeps(id, ['a', 'b', 'a']), ['a', 'b', 'a']);
      const again = await run(id, ['a', 'c', 'b']);
      assert.deepEqual(valuesOf(again), ['c']);
      const discarded = again.steps.at(-1)?.outputs['discarded'];
      assert.deepEqual(
        discarded?.map(({ json, pairedItem }) => [json['v'], pairedItem]),
        [
          ['a', { item: 0 }],
          ['b', { item: 2 }],
        ],
      );
      assert.deepEqual(again.steps.at(-1)?.outputs['main']?.[0]?.pairedItem, { item: 1 });
      assert.deepEqual(await keeps(id, ['c']), []);
    });

    it('keeps environments apart', async () => {
      const id = await create(dedupe());
      assert.deepEqual(await keeps(id, ['a']), ['a']);
      assert.deepEqual(await keeps(id, ['a'], 'production'), ['a']);
      assert.deepEqual(await keeps(id, ['a'], 'production'), []);
    });

    it('keeps what is higher than in any earlier run, and dates that are later', async () => {
      const higher = await create(dedupe({ keep: 'isHigher' }));
      assert.deepEqual(await keeps(higher, [9, 1, 9]), [9, 1, 9]);
      assert.deepEqual(await keeps(higher, [0, '15', 9, 10.5]), ['15', 10.5]);
      assert.deepEqual(await keeps(higher, [15, 15.5]), [15.5]);
      const later = await create(dedupe({ keep: 'isLater' }));
      assert.equal((await keeps(later, ['2024-10-05T08:30:59.493Z', '2024-10-01']))?.length, 2);
      const next = ['2024-10-05T10:30:00+02:00', '2024-10-05T10:31:00+02:00', '2025-01-01'];
      assert.deepEqual(await keeps(later, next), next.slice(1));
    });

    it('remembers as many as it is to, those that came last, and in any number of questions', async () => {
      const id = await create(dedupe({ historySize: 3 }));
      await keeps(id, ['a', 'b', 'c']);
      await keeps(id, ['a']);
      await keeps(id, ['d']);
      assert.equal(await remembered(id), 3);
      assert.deepEqual(await keeps(id, ['a', 'd']), []);
      const many = Array.from({ length: 1_200 }, (_, index) => `${index % 1_100}`);
      const all = await create(dedupe());
      assert.equal((await run(all, many)).steps.at(-1)?.itemCounts.out['main'], 1_200);
      assert.equal((await run(all, many)).steps.at(-1)?.itemCounts.out['main'], 0);
    });

    it('forgets what it, or what the pattern remembers together, and passes its items on', async () => {
      const shared = { scope: 'pattern' };
      const id = await create(dedupe(shared), dedupe({}, 'own'));
      await run(id, ['a']);
      const other = (parameters: PatternNode['parameters']) =>
        host.admin.patch(`/patterns/${id}`, chain(start, dedupe(parameters), dedupe({}, 'own')));
      assert.equal((await other({ operation: 'forget', ...shared })).status, 200);
      const cleared = await run(id, ['a']);
      assert.deepEqual([valuesOf(cleared), valuesOf(cleared, 'own')], [['a'], []]);
      assert.equal((await other(shared)).status, 200);
      assert.deepEqual(await keeps(id, ['a']), ['a']);
      assert.deepEqual(await keeps(id, ['a']), []);
    });

    it('shares what it remembers with the nodes of the pattern that do so, and with no other pattern', async () => {
      const shared = { scope: 'pattern' };
      const id = await create(dedupe(shared), dedupe(shared, 'second'));
      assert.deepEqual(valuesOf(await run(id, ['a']), 'second'), []);
      const other = await create(dedupe(shared));
      assert.deepEqual(await keeps(other, ['a']), ['a']);
    });

    it('fails for an item without a value or with one that cannot be compared, and remembers nothing then', async () => {
      for (const [parameters, values] of [
        [{}, ['a', null]],
        [{ keep: 'isHigher' }, [1, 'x']],
        [{ keep: 'isHigher' }, ['9007199254740993']],
        [{ keep: 'isLater' }, ['2024-01-01', 'soon']],
      ] as const) {
        const id = await create(dedupe(parameters));
        assert.equal((await run(id, values)).error?.code, 'parameter-invalid');
        assert.equal(await remembered(id), 0);
      }
    });

    it('lets two runs at once keep a value once', async () => {
      const id = await create(dedupe());
      const kept = await Promise.all(Array.from({ length: 6 }, () => keeps(id, ['a'])));
      assert.deepEqual(kept.flat(), ['a']);
    });

    it('answers for steps of the version, in the project of the run, and as long as there is the pattern', async () => {
      const patternId = await create(dedupe());
      const ask = (nodeId: string, projectId = host.projectId) => {
        const facts = { id: 'r', patternId, patternName: '', patternVersion: 1, environment: 'development' };
        const starter = { userId: null, projectId };
        const graph = chain(start, dedupe());
        const run = new ActiveRun({ ...facts, trigger: 'manual', startedAt: '' }, starter, graph);
        const question = { kind: 'areNew' as const, keys: ['x'], history: 1 };
        return host.app.nest.get(PatternMemory).ask(run, { nodeId, scope: 'node', question });
      };
      assert.deepEqual(await ask('dedupe'), { areNew: [true] });
      await assert.rejects(ask('of another version'), { code: 'lease-denied' });
      await assert.rejects(ask('dedupe', await host.addProject()), { code: 'pattern-not-found' });
      await host.admin.delete(`/patterns/${patternId}`);
      await assert.rejects(ask('dedupe'), { code: 'pattern-not-found' });
    });

    it('holds no value, and goes with its pattern', async () => {
      const id = await create(dedupe());
      await keeps(id, ['ada@example.org']);
      const rows = await host.store.manager.findBy(patternMemoryTable, { patternId: id });
      assert.equal(rows.length, 1);
      assert.doesNotMatch(JSON.stringify(rows), /ada@|example/u);
      assert.equal((await host.admin.delete(`/patterns/${id}`)).status, 204);
      assert.equal(await remembered(id), 0);
    });
  });
}
