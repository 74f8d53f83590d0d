import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { graph, node, run, runtimeOf, type Outcome } from '../spec/kit.js';

const at = (x: number, y: number) => ({ position: { x, y } });
const executed = ({ steps }: Outcome) =>
  steps.filter(({ status }) => status === 'success').map(({ nodeId }) => nodeId);

describe('order of execution', () => {
  it('goes depth first, and of several nodes takes the top left one first', async () => {
    const pattern = graph(
      [
        node('low', 'set', {}, at(0, 200)),
        node('right', 'set', {}, at(50, 100)),
        node('left', 'set', {}, at(0, 100)),
        node('after', 'set', {}, at(0, 900)),
      ],
      ['start>low', 'start>right', 'start>left', 'left>after'],
    );
    assert.deepEqual(executed(await run(runtimeOf(), pattern)), ['start', 'left', 'after', 'right', 'low']);
  });

  it('lets a merge wait for all inputs that get data', async () => {
    const pattern = graph(
      [
        node('a', 'set', { json: { from: 'a' } }, at(0, 0)),
        node('b', 'set', { json: { from: 'b' } }, at(0, 9)),
        node('c', 'set', {}, at(0, 8)),
        node('merge', 'merge'),
      ],
      ['start>a', 'start>c', 'c>b', 'b>merge.right', 'a>merge.a'],
    );
    const outcome = await run(runtimeOf(), pattern);
    assert.deepEqual(outcome.json('merge'), [{ from: 'a' }, { from: 'b' }]);
    assert.equal(executed(outcome).filter((id) => id === 'merge').length, 1);
  });

  it('settles an input that never gets data when nothing else is left to execute', async () => {
    const pattern = graph(
      [node('if', 'if', { test: true }), node('no', 'set'), node('merge', 'merge'), node('last', 'set')],
      ['start>if', 'if.true>merge.left', 'if.no>no', 'no>merge.right', 'merge>last'],
    );
    const outcome = await run(runtimeOf(), pattern, [{ a: 1 }]);
    assert.deepEqual(executed(outcome), ['start', 'if', 'merge', 'last']);
    assert.deepEqual(outcome.steps.find(({ nodeId }) => nodeId === 'merge')?.itemCounts.in, { left: 1 });
  });

  it('settles a merge before another one that depends on it', async () => {
    const pattern = graph(
      [
        node('first', 'merge', {}, at(0, 99)),
        node('second', 'merge', {}, at(0, 0)),
        node('if', 'if', { test: true }),
        node('never', 'set'),
      ],
      [
        'start>first.left',
        'start>if',
        'if.false>never',
        'never>first.right',
        'first>second.left',
        'start>second.right',
      ],
    );
    const outcome = await run(runtimeOf(), pattern);
    assert.deepEqual(executed(outcome), ['start', 'if', 'first', 'second']);
    assert.equal(outcome.json('second').length, 2);
  });

  it('skips a node whose required input never got data, and says so', async () => {
    const pattern = graph(
      [node('if', 'if', { test: true }), node('both', 'needsBoth')],
      ['start>if', 'if.true>both.left', 'if.false>both.right'],
    );
    const { steps, result } = await run(runtimeOf(), pattern);
    assert.equal(result.status, 'success');
    assert.equal(steps.at(-1)?.nodeId, 'both');
    assert.equal(steps.at(-1)?.status, 'skipped');
  });

  it('ends a branch at nothing and at an empty list, unless the node always emits data', async () => {
    const nodes = [node('none', 'many', { count: 0 }), node('next', 'set')];
    const edges = ['start>none', 'none>next'];
    assert.deepEqual(executed(await run(runtimeOf(), graph(nodes, edges))), ['start', 'none']);
    const [none, next] = nodes;
    assert.ok(none && next);
    const outcome = await run(
      runtimeOf(),
      graph([{ ...none, settings: { alwaysOutputData: true } }, next], edges),
    );
    assert.deepEqual(executed(outcome), ['start', 'none', 'next']);
    assert.deepEqual(outcome.json('none'), [{}]);
  });

  it('executes a node once per arrival when several edges lead to one input', async () => {
    const pattern = graph(
      [node('a', 'set'), node('b', 'set'), node('end', 'set')],
      ['start>a', 'start>b', 'a>end', 'b>end'],
    );
    const { steps } = await run(runtimeOf(), pattern);
    assert.deepEqual(
      steps.filter(({ nodeId }) => nodeId === 'end').map(({ runIndex }) => runIndex),
      [0, 1],
    );
  });

  it('loops with the state of the node kept within the run, and only there', async () => {
    const pattern = graph(
      [node('loop', 'loop'), node('body', 'set', { json: { n: '={{ $json.n * 2 }}' } }), node('done', 'set')],
      ['start>loop', 'loop.loop>body', 'body>loop', 'loop.done>done'],
    );
    const runtime = runtimeOf();
    for (let round = 0; round < 2; round++) {
      const outcome = await run(runtime, pattern, [{ n: 1 }, { n: 2 }, { n: 3 }]);
      assert.deepEqual(
        outcome.steps
          .filter(({ nodeId }) => nodeId === 'body')
          .map(({ outputs }) => outputs['main']?.[0]?.json),
        [{ n: 2 }, { n: 4 }, { n: 6 }],
      );
      assert.deepEqual(
        outcome.steps.filter(({ nodeId }) => nodeId === 'loop').map(({ runIndex }) => runIndex),
        [0, 1, 2, 3],
      );
      assert.equal(outcome.steps.at(-1)?.nodeId, 'done');
    }
  });

  it('ends a circle after 100,000 executions, without a deep stack', async () => {
    const pattern = graph([node('a', 'circle'), node('b', 'circle')], ['start>a', 'a>b', 'b>a']);
    let steps = 0;
    const { result } = await run(runtimeOf(), pattern, [{}], {
      timeoutMs: 600_000,
      sink: { step: () => void steps++, reply: () => undefined },
    });
    assert.equal(result.status, 'failed');
    assert.match(result.error?.detail ?? '', /circles/);
    assert.equal(steps, 100_000);
  });

  it('hears a cancellation while steps that never wait go round in circles', async () => {
    const pattern = graph([node('a', 'circle')], ['start>a', 'a>a']);
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 30);
    const { result } = await run(runtimeOf(), pattern, [{}], { signal: cancel.signal });
    assert.equal(result.status, 'canceled');
  });

  it('starts at the trigger that the request names', async () => {
    const pattern = graph([node('other', 'start'), node('end', 'set')], ['other>end']);
    const outcome = await run(runtimeOf(), pattern, [], {
      trigger: { nodeId: 'other', items: [{ json: {} }] },
    });
    assert.deepEqual(executed(outcome), ['other', 'end']);
  });

  it('says what is wrong with a pattern', async () => {
    const problem = async (...given: Parameters<typeof graph>) =>
      (await run(runtimeOf(), graph(...given))).result.error;
    assert.equal((await problem([node('x', 'unknown')], []))?.code, 'node-type-not-found');
    assert.equal((await problem([node('x', 'set')], ['start>nobody']))?.code, 'pattern-invalid');
    assert.deepEqual((await problem([node('x', 'set')], ['start>x.side']))?.errors, [
      { pointer: '/edges/0/to/pin', detail: '"x" has no input side' },
    ]);
    assert.equal((await problem([node('x', 'set'), node('x', 'set')], []))?.code, 'pattern-invalid');
    assert.equal((await problem([], [], { timeZone: 'Mars/Base' }))?.code, 'pattern-invalid');
    assert.equal((await problem([node('x', 'set')], ['start.error>x']))?.code, 'pattern-invalid');
  });
});
