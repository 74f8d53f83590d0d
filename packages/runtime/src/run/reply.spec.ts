import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineNode, mainPin } from '@patchbay/plugin-sdk';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';

const respond = defineNode({
  version: 1,
  displayName: 'X',
  description: 'X',
  group: 'action',
  type: 'respond',
  parameters: {},
  inputs: [mainPin],
  outputs: [mainPin],
  execute: (context) => [
    {
      json: {
        first: context.respond({ status: 201, body: { hello: 1 } }),
        second: context.respond({ status: 202, body: '' }),
      },
    },
  ],
});
const runtime = runtimeOf({ catalog: catalogOf([respond]) });
const hook = (mode: 'byNode' | 'whenDone' | 'immediately', items: { a: number }[] = [{ a: 1 }]) => ({
  trigger: { nodeId: 'start', items: items.map((json) => ({ json })), respond: mode },
});

describe('reply to a webhook', () => {
  it('is what a node says first', async () => {
    const outcome = await run(runtime, graph([node('r', 'respond')], ['start>r']), [], hook('byNode'));
    assert.deepEqual(outcome.replies, [{ status: 201, body: { hello: 1 } }]);
    assert.deepEqual(outcome.json('r'), [{ first: true, second: false }]);
  });

  it('is the last step: one item as an object, several as a list', async () => {
    const pattern = graph([node('set', 'set', { json: '={{ $json }}' })], ['start>set']);
    assert.deepEqual((await run(runtime, pattern, [], hook('whenDone'))).replies, [
      { status: 200, body: { a: 1 } },
    ]);
    assert.deepEqual((await run(runtime, pattern, [], hook('whenDone', [{ a: 1 }, { a: 2 }]))).replies, [
      { status: 200, body: [{ a: 1 }, { a: 2 }] },
    ]);
  });

  it('is a problem that says nothing of the inside when the run failed', async () => {
    const pattern = graph([node('set', 'set', { json: '={{ secretPlan() }}' })], ['start>set']);
    for (const mode of ['whenDone', 'byNode'] as const) {
      const { replies } = await run(runtime, pattern, [], hook(mode));
      assert.equal(replies.length, 1);
      assert.equal(replies[0]?.status, 500);
      assert.equal(JSON.stringify(replies).includes('secretPlan'), false);
    }
  });

  it('comes also when the pattern cannot be executed at all', async () => {
    const { replies } = await run(runtime, graph([node('x', 'unknown')], []), [], hook('whenDone'));
    assert.equal(replies[0]?.status, 500);
  });

  it('is empty when no node answered, and not there when nobody waits', async () => {
    const pattern = graph([node('set', 'set')], ['start>set']);
    assert.deepEqual((await run(runtime, pattern, [], hook('byNode'))).replies, [{ status: 204, body: '' }]);
    assert.deepEqual(
      (await run(runtime, graph([node('r', 'respond')], ['start>r']), [], hook('immediately'))).replies,
      [],
    );
    assert.deepEqual((await run(runtime, graph([node('r', 'respond')], ['start>r']))).replies, []);
  });
});
