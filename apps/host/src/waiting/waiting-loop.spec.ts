import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PatternCreate, PatternNode, RunDetail } from '@patchbay/contracts';
import { createPattern, start } from '../spec/graphs.js';
import { startSpecHost } from '../spec/host.js';
import { waitUntil } from '../spec/wait-until.js';
import { waitNode } from './waiting.spec.support.js';

const loop: PatternNode = { id: 'loop', name: 'Loop', type: 'core.loop', parameters: { batchSize: 2 } };
/** What expressions know of the loop, on either side of the wait. */
const seen = (id: string): PatternNode => ({
  ...{ id, name: id, type: 'core.editFields' },
  parameters: {
    fields: ['currentRunIndex', 'noItemsLeft'].map((name) => ({
      name: `${id}.${name}`,
      value: `={{ $("Loop").context.${name} }}`,
    })),
    keepOthers: true,
  },
});
const url: PatternNode = {
  ...{ id: 'url', name: 'Url', type: 'core.editFields' },
  parameters: { fields: [{ name: 'url', value: '={{ $run.resumeUrl }}' }], keepOthers: true },
};
const edge = (from: string, to: string, pin = 'main') => ({
  from: { node: from, pin },
  to: { node: to, pin: 'main' },
});
const graph: Omit<PatternCreate, 'name'> = {
  nodes: [start, loop, seen('before'), url, waitNode({ resume: 'webhook' }), seen('after')],
  edges: [
    edge(start.id, 'loop'),
    edge('loop', 'before', 'loop'),
    edge('before', 'url'),
    edge('url', 'wait'),
    edge('wait', 'after'),
    edge('after', 'loop'),
  ],
};

describe('A run that waits within a loop', () => {
  it('knows afterwards which batch it is in and whether it is the last one, also on another host', async () => {
    let host = await startSpecHost();
    const id = await createPattern(host.admin, graph);
    const input = [{ n: 1 }, { n: 2 }, { n: 3 }];
    const { body } = await host.admin.post(`/patterns/${id}/run`, { wait: true, input });
    const runId = String(body['id']);
    const get = async () => (await host.admin.get(`/runs/${runId}`)).body as unknown as RunDetail;
    const given = (run: RunDetail, nodeId: string) =>
      run.steps
        .filter((step) => step.nodeId === nodeId)
        .map(({ outputs }) => outputs['main']?.map(({ json }) => json[nodeId]));
    const goOn = async (times: number) => {
      await waitUntil('it waits', async () => {
        const { status, steps } = await get();
        return status === 'waiting' && steps.filter(({ nodeId }) => nodeId === 'wait').length === times;
      });
      const address = (await get()).steps.findLast(({ nodeId }) => nodeId === 'url');
      const [item] = address?.outputs['main'] ?? [];
      const { pathname } = new URL(String(item?.json['url']));
      assert.equal((await fetch(`${host.url}${pathname}`)).status, 202);
    };
    await goOn(1);
    await waitUntil('it waits again', async () => (await get()).steps.length > 6);
    await host.stop();
    host = await startSpecHost({ home: host.home });
    await goOn(2);
    await waitUntil('it is over', async () => (await get()).status === 'success');
    const first = { currentRunIndex: 0, noItemsLeft: false };
    const last = { currentRunIndex: 1, noItemsLeft: true };
    const run = await get();
    assert.deepEqual(given(run, 'before'), [[first, first], [last]]);
    // A call brings an item of its own.
    assert.deepEqual(given(run, 'after'), [[first], [last]]);
  });
});
