import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineNode, mainPin, type AnyNode, type Item, type NodeContext } from '@patchbay/plugin-sdk';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';

const main = [mainPin];

function custom(execute: (context: NodeContext) => ReturnType<AnyNode['execute']>) {
  const definition = defineNode({
    version: 1,
    displayName: 'X',
    description: 'X',
    group: 'action',
    type: 'custom',
    parameters: {},
    inputs: main,
    outputs: main,
    execute,
  });
  return runtimeOf({ catalog: catalogOf([definition]) });
}

const step = (settings = {}) =>
  graph(
    [node('x', 'custom', {}, { settings }), node('next', 'set', { json: { got: '={{ $json }}' } })],
    ['start>x', 'x>next'],
  );

describe('steps', () => {
  it('gives each input item its index and fills in what came out of what', async () => {
    let seen: readonly Item[] = [];
    const runtime = custom(({ items }) => {
      seen = items;
      return items.map(({ json }) => ({ json }));
    });
    const same = await run(runtime, step(), [{ a: 1 }, { a: 2 }]);
    assert.deepEqual(
      seen.map(({ pairedItem }) => pairedItem),
      [{ item: 0 }, { item: 1 }],
    );
    assert.deepEqual(
      same.steps[1]?.outputs['main']?.map(({ pairedItem }) => pairedItem),
      [{ item: 0 }, { item: 1 }],
    );
    const one = await run(
      custom(() => [{ json: {} }, { json: {} }]),
      step(),
      [{}],
    );
    assert.deepEqual(
      one.steps[1]?.outputs['main']?.map(({ pairedItem }) => pairedItem),
      [{ item: 0 }, { item: 0 }],
    );
    const unknown = await run(
      custom(() => [{ json: {} }]),
      step(),
      [{}, {}],
    );
    assert.deepEqual(unknown.steps[1]?.outputs['main'], [{ json: {} }]);
  });

  it('names the input in the pairing of a second input', async () => {
    const both = defineNode({
      version: 1,
      displayName: 'X',
      description: 'X',
      group: 'flow',
      type: 'both',
      parameters: {},
      outputs: main,
      inputs: [
        { name: 'left', type: 'items' },
        { name: 'right', type: 'items' },
      ],
      execute: (context) => [...context.input('left'), ...context.input('right')],
    });
    const outcome = await run(
      runtimeOf({ catalog: catalogOf([both]) }),
      graph([node('x', 'both')], ['start>x.left', 'start>x.right']),
    );
    assert.deepEqual(
      outcome.steps.at(-1)?.outputs['main']?.map(({ pairedItem }) => pairedItem),
      [{ item: 0 }, { item: 0, input: 1 }],
    );
  });

  it('refuses what is not items', async () => {
    for (const bad of [[{ nojson: 1 }], 'text', [null], { main: 'text' }, [{ json: [] }], null]) {
      const { result } = await run(
        custom(() => bad as never),
        step(),
      );
      assert.equal(result.error?.code, 'step-failed', JSON.stringify(bad));
    }
  });

  it('carries a scalar pin as one item', async () => {
    const outcome = await run(
      runtimeOf(),
      graph(
        [node('count', 'count'), node('use', 'set', { json: { n: '={{ $json.count }}' } })],
        ['start>count', 'count.count>use'],
      ),
      [{}, {}],
    );
    assert.deepEqual(outcome.json('use'), [{ n: 2 }]);
  });

  it('tries again as often as it is told and counts the tries', async () => {
    let tries = 0;
    const runtime = custom(() => {
      if (++tries < 3) throw new Error('not yet');
      return [{ json: { tries } }];
    });
    const outcome = await run(runtime, step({ retries: 2, retryDelayMs: 1 }));
    assert.equal(outcome.result.status, 'success');
    assert.equal(outcome.steps[1]?.attempts, 3);
    tries = 0;
    const failed = await run(runtime, step({ retries: 1, retryDelayMs: 1 }));
    assert.equal(failed.result.status, 'failed');
    assert.deepEqual(
      [failed.steps[1]?.attempts, failed.result.error?.nodeName, failed.result.error?.detail],
      [2, 'x', 'not yet'],
    );
  });

  it('stops at an error, passes it on as an item, or sends it to the error output', async () => {
    const runtime = custom(() => Promise.reject(new Error('broken')));
    const stopped = await run(runtime, step());
    assert.deepEqual(
      [stopped.result.status, stopped.steps.length, stopped.steps[1]?.status],
      ['failed', 2, 'failed'],
    );
    const expected = { a: 1, error: { code: 'step-failed', message: 'broken' } };
    const continued = await run(runtime, step({ onError: 'continue' }), [{ a: 1 }]);
    assert.equal(continued.result.status, 'success');
    assert.deepEqual(continued.json('next'), [{ got: expected }]);
    const pattern = graph(
      [
        node('x', 'custom', {}, { settings: { onError: 'errorOutput' } }),
        node('next', 'set'),
        node('rescue', 'set', { json: { got: '={{ $json }}' } }),
      ],
      ['start>x', 'x>next', 'x.error>rescue'],
    );
    const rescued = await run(runtime, pattern, [{ a: 1 }]);
    assert.deepEqual(rescued.json('rescue'), [{ got: expected }]);
    assert.equal(
      rescued.steps.some(({ nodeId }) => nodeId === 'next'),
      false,
    );
  });

  it('passes items by a disabled node', async () => {
    const outcome = await run(
      custom(() => assert.fail('executed')),
      step({ disabled: true }),
      [{ a: 1 }],
    );
    assert.equal(outcome.steps[1]?.status, 'skipped');
    assert.deepEqual(outcome.json('next'), [{ got: { a: 1 } }]);
  });

  it('executes for the first item only when it is told so', async () => {
    const outcome = await run(
      custom(({ items }) => items),
      step({ executeOnce: true }),
      [{ a: 1 }, { a: 2 }],
    );
    assert.deepEqual(outcome.json('next'), [{ got: { a: 1 } }]);
  });

  it('times a step out, and the abort reaches the driver by the signal', async () => {
    let reason: unknown;
    const runtime = custom(
      ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(new Error('driver: interrupted'));
          }),
        ),
    );
    const { result, steps } = await run(runtime, step({ timeoutMs: 30 }));
    assert.equal(result.error?.code, 'step-timeout');
    assert.equal((reason as { code: string }).code, 'step-timeout');
    assert.equal(steps[1]?.status, 'failed');
  });

  it('counts a step as timed out also when it ends well after its time', async () => {
    const runtime = custom(
      ({ signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve([{ json: {} }]))),
    );
    assert.equal((await run(runtime, step({ timeoutMs: 20 }))).result.error?.code, 'step-timeout');
  });

  it('cancels the run while a step executes', async () => {
    const cancel = new AbortController();
    const runtime = custom(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('driver: query interrupted')));
          setTimeout(() => cancel.abort(), 10);
        }),
    );
    const { result, steps } = await run(runtime, step(), [{}], { signal: cancel.signal });
    assert.deepEqual(
      [result.status, result.error?.code, steps.at(-1)?.status],
      ['canceled', 'run-canceled', 'canceled'],
    );
  });

  it('leaves a step behind that ignores its signal', { timeout: 15_000 }, async () => {
    const cancel = new AbortController();
    const runtime = custom(() => {
      setTimeout(() => cancel.abort(), 10);
      return new Promise(() => undefined);
    });
    const start = performance.now();
    const { result } = await run(runtime, step(), [{}], { signal: cancel.signal });
    assert.equal(result.status, 'canceled');
    assert.ok(performance.now() - start >= 4_900);
  });

  it('ends a run that takes too long, in a pause between tries as well', async () => {
    const runtime = custom(() => Promise.reject(new Error('again')));
    const { result } = await run(runtime, step({ retries: 5, retryDelayMs: 60_000 }), [{}], {
      timeoutMs: 50,
    });
    assert.deepEqual([result.status, result.error?.code], ['timedOut', 'run-timeout']);
  });

  it('does not execute a run that was canceled before', async () => {
    const { result, steps } = await run(runtimeOf(), step(), [{}], {
      signal: AbortSignal.abort(),
      graph: graph([], []),
    });
    assert.deepEqual([result.status, steps.length], ['canceled', 0]);
  });

  it('does not let a node change its parameters for the next run', async () => {
    const runtime = runtimeOf({
      catalog: catalogOf([
        defineNode({
          version: 1,
          displayName: 'X',
          description: 'X',
          group: 'action',
          type: 'custom',
          inputs: main,
          outputs: main,
          parameters: {},
          execute: (context) => {
            const given = context.parameters() as Record<string, Record<string, unknown>>;
            assert.throws(() => Object.assign(given['options'] ?? {}, { added: true }), TypeError);
            return [{ json: { seen: JSON.stringify(given) } }];
          },
        }),
      ]),
    });
    const pattern = graph([node('x', 'custom', { options: { a: 1 } })], ['start>x']);
    assert.deepEqual((await run(runtime, pattern)).json('x'), [{ seen: '{"options":{"a":1}}' }]);
  });

  it('announces a step that takes its time, and not one that is done at once', async () => {
    const outcome = await run(
      custom(() => new Promise((resolve) => setTimeout(() => resolve([{ json: {} }]), 60))),
      step(),
    );
    assert.deepEqual(
      outcome.announced.map(({ nodeId, status, durationMs }) => [nodeId, status, durationMs]),
      [['x', 'running', null]],
    );
    assert.ok((outcome.steps[1]?.durationMs ?? 0) >= 55);
  });

  it('runs many at once', async () => {
    const many = 50;
    const begun: (() => void)[] = [];
    // Nobody goes on before everybody has come.
    const runtime = custom(({ items }) =>
      new Promise<void>((resolve) => {
        if (begun.push(resolve) === many) for (const goOn of begun) goOn();
      }).then(() => items),
    );
    const outcomes = await Promise.all(Array.from({ length: many }, (_, n) => run(runtime, step(), [{ n }])));
    outcomes.forEach((outcome, n) => assert.deepEqual(outcome.json('next'), [{ got: { n } }]));
  });
});
