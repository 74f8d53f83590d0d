import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternGraph, PatternNode, RunDetail, RunSummary } from '@patchbay/contracts';
import type { Answer } from '../spec/api.js';
import { chain, createPattern, editNode, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';

const callNode = (parameters: Record<string, unknown>, rest: Partial<PatternNode> = {}): PatternNode => ({
  id: 'call',
  name: 'Call',
  type: 'core.callPattern',
  parameters,
  ...rest,
});
const waitNode: PatternNode = {
  id: 'wait',
  name: 'Wait',
  type: 'core.wait',
  parameters: { amount: 50, unit: 'seconds' },
};
const detail = ({ body }: Answer) => body as unknown as RunDetail;

for (const kind of storeKinds) {
  describe(`Call Pattern on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const create = (graph: PatternGraph) => createPattern(host.admin, graph);
    const run = async (id: string, input: object = { wait: true }) =>
      detail(await host.admin.post(`/patterns/${id}/run`, input));
    const get = async (id: string) => detail(await host.admin.get(`/runs/${id}`));
    const calledBy = async (id: string) =>
      (await host.admin.get(`/runs?parentRunId=${id}`)).body['items'] as RunSummary[];
    const caller = (parameters: Record<string, unknown>, rest?: Partial<PatternNode>) =>
      create(chain(start, callNode(parameters, rest)));
    const stepOf = (found: RunDetail, nodeId: string) => found.steps.find((step) => step.nodeId === nodeId);
    const problemOf = (found: RunDetail) => [found.status, stepOf(found, 'call')?.error?.code];

    it('gives what the called pattern gives, whose run is recorded with its parent and environment', async () => {
      const called = await create(chain(start, editNode('={{ $json.n * 2 }} in {{ $run.environment }}')));
      const parent = await run(await caller({ pattern: called }), {
        wait: true,
        environment: 'production',
        input: [{ n: 1 }, { n: 2 }],
      });
      assert.deepEqual(
        stepOf(parent, 'call')?.outputs['main']?.map(({ json }) => json),
        [{ value: '2 in production' }, { value: '4 in production' }],
      );
      const [child, ...others] = await calledBy(parent.id);
      assert.equal(others.length, 0);
      assert.deepEqual(
        [child?.patternId, child?.status, child?.trigger, child?.environment, child?.parent],
        [called, 'success', 'call', 'production', { runId: parent.id, nodeId: 'call' }],
      );
    });

    it('finds the pattern by its name, and runs it once for each item', async () => {
      const name = 'Called by its name';
      const { nodes, edges } = chain(start, editNode('={{ $input.all().length }}'));
      assert.equal((await host.admin.post('/patterns', { name, nodes, edges })).status, 201);
      const parent = await run(await caller({ by: 'name', pattern: name, mode: 'eachItem' }), {
        wait: true,
        input: [{}, {}, {}],
      });
      const items = stepOf(parent, 'call')?.outputs['main'];
      assert.deepEqual(
        items?.map(({ json, pairedItem }) => [json['value'], pairedItem]),
        [0, 1, 2].map((item) => [1, { item }]),
      );
      assert.equal((await calledBy(parent.id)).length, 3);
    });

    it('fails with the problem of the called run', async () => {
      const fails = {
        id: 'stop',
        name: 'Stop',
        type: 'core.stopAndError',
        parameters: { errorMessage: 'No ink' },
      };
      const parent = await run(await caller({ pattern: await create(chain(start, fails)) }));
      assert.deepEqual(problemOf(parent), ['failed', 'step-failed']);
      assert.equal(stepOf(parent, 'call')?.error?.detail, 'The called pattern failed at "Stop": No ink');
    });

    it('passes its items on at once when it does not wait', async () => {
      const called = await create(chain(start, waitNode));
      const parent = await run(await caller({ pattern: called, wait: false }), {
        wait: true,
        input: { n: 7 },
      });
      assert.deepEqual(stepOf(parent, 'call')?.outputs['main']?.[0]?.json, { n: 7 });
      const [child] = await calledBy(parent.id);
      assert.equal(child?.status, 'running');
      const waits = async () => stepOf(await get(child.id), 'wait')?.itemCounts.in['main'] === 1;
      await waitUntil('the called run has the item', waits);
      await host.admin.post(`/runs/${child.id}/cancel`);
    });

    it('cancels the runs that it waits for, however deep', async () => {
      const inner = await create(chain(start, waitNode));
      const middle = await caller({ pattern: inner });
      const { id } = await run(await caller({ pattern: middle }), {});
      const begun = async () => {
        const { status, error } = await get(id);
        assert.equal(status, 'running', JSON.stringify(error));
        const [child] = await calledBy(id);
        const [grandchild] = child ? await calledBy(child.id) : [];
        return grandchild && stepOf(await get(grandchild.id), 'wait') ? [child, grandchild] : undefined;
      };
      await waitUntil('the innermost run waits', async () => (await begun()) !== undefined);
      const below = (await begun()) ?? [];
      await host.admin.post(`/runs/${id}/cancel`);
      for (const each of [id, ...below.map((found) => found?.id ?? '')]) {
        await waitUntil('it is over', async () => (await get(each)).finishedAt !== null);
        assert.equal((await get(each)).status, 'canceled');
      }
    });

    it('ends the called run with a step that takes too long', async () => {
      const called = await create(chain(start, waitNode));
      const parent = await run(await caller({ pattern: called }, { settings: { timeoutMs: 300 } }));
      assert.deepEqual(problemOf(parent), ['failed', 'step-timeout']);
      const [child] = await calledBy(parent.id);
      await waitUntil('it is over', async () => (await get(child?.id ?? '')).status === 'canceled');
    });

    it('does not go round in circles', async () => {
      const first = await create(chain(start, callNode({ by: 'name', pattern: 'Round' })));
      const nodes = [start, callNode({ pattern: first })];
      const round = await host.admin.post('/patterns', { ...chain(...nodes), name: 'Round' });
      const parent = await run(String(round.body['id']));
      assert.equal(parent.status, 'failed');
      assert.match(parent.error?.detail ?? '', /"Round" calls "Pattern \d+" calls "Round" again/);
    });

    it('does not go deeper than ten runs', async () => {
      let pattern = await create(chain(start));
      for (let depth = 1; depth <= 10; depth += 1) pattern = await caller({ pattern });
      const parent = await run(pattern);
      assert.match(parent.error?.detail ?? '', /No more than 10 runs may call one another/);
    });

    it('calls nothing of another project, and nothing that data chose', async () => {
      const projectId = await host.addProject();
      const other = (await host.addUser('designer', projectId)).api.with({ 'x-patchbay-project': projectId });
      const foreign = await createPattern(other, chain(start));
      assert.deepEqual(problemOf(await run(await caller({ pattern: foreign }))), [
        'failed',
        'pattern-not-found',
      ]);
      const chosen = { ...chain(start, callNode({ pattern: '={{ $json.id }}' })), name: 'Chosen by data' };
      const { status, body } = await host.admin.post('/patterns', chosen);
      assert.deepEqual([status, body['code']], [422, 'pattern-invalid']);
    });

    it('needs no further place in a runner: callers that hold them all get their runs', async () => {
      const called = await create(chain(start, editNode(1)));
      const pattern = await caller({ pattern: called });
      const runs = await Promise.all(Array.from({ length: 300 }, () => run(pattern)));
      assert.deepEqual(new Set(runs.map(({ status }) => status)), new Set(['success']));
    });
  });
}
