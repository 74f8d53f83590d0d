import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineNode, mainPin, type Item } from '@patchbay/plugin-sdk';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';

function emitting(items: Item[], limits = { recordedItems: 3, recordedBytes: 10_000 }) {
  const definition = defineNode({
    version: 1,
    displayName: 'X',
    description: 'X',
    group: 'action',
    type: 'emit',
    parameters: {},
    inputs: [mainPin],
    outputs: [mainPin],
    execute: () => items,
  });
  return run(
    runtimeOf({ catalog: catalogOf([definition]), limits }),
    graph([node('emit', 'emit')], ['start>emit']),
  );
}

describe('step record', () => {
  it('tells status, time, counts and outputs of a step', async () => {
    const { steps } = await run(runtimeOf(), graph([node('set', 'set', { json: { a: 1 } })], ['start>set']), [
      {},
      {},
    ]);
    const { startedAt, durationMs, ...rest } = steps[1] ?? assert.fail();
    assert.ok(!Number.isNaN(Date.parse(startedAt)) && startedAt.endsWith('Z'));
    assert.ok(durationMs !== null && durationMs >= 0 && durationMs < 1_000);
    assert.deepEqual(rest, {
      runIndex: 0,
      nodeId: 'set',
      name: 'set',
      type: 'spec.set',
      status: 'success',
      attempts: 1,
      itemCounts: { in: { main: 2 }, out: { main: 2 } },
      outputs: {
        main: [
          { json: { a: 1 }, pairedItem: { item: 0 } },
          { json: { a: 1 }, pairedItem: { item: 1 } },
        ],
      },
      truncated: false,
    });
  });

  it('keeps the first items only, and says so', async () => {
    const { steps } = await emitting(Array.from({ length: 9 }, (_, n) => ({ json: { n } })));
    const step = steps[1];
    assert.equal(step?.truncated, true);
    assert.deepEqual(step?.itemCounts.out, { main: 9 });
    assert.deepEqual(
      step?.outputs['main']?.map(({ json }) => json),
      [{ n: 0 }, { n: 1 }, { n: 2 }],
    );
  });

  it('keeps so many bytes only, cutting within an item', async () => {
    const { steps } = await emitting(
      [{ json: { text: 'x'.repeat(50_000), list: Array.from({ length: 5_000 }, () => 1) } }],
      { recordedItems: 3, recordedBytes: 2_000 },
    );
    assert.equal(steps[1]?.truncated, true);
    assert.ok(JSON.stringify(steps[1]?.outputs).length < 3_000);
    assert.match(String(steps[1]?.outputs['main']?.[0]?.json['text']), /^x+…$/);
  });

  it('can be sent whatever a node put into its items', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const json = {
      big: 10n,
      date: new Date(0),
      none: undefined,
      call: () => 1,
      circle,
      proto: JSON.parse('{"__proto__": {"x": 1}}') as unknown,
      list: [undefined, () => 1],
    };
    const { steps, result } = await emitting([{ json: json as unknown as Item['json'] }]);
    assert.equal(result.status, 'success');
    const sent = JSON.parse(JSON.stringify(steps[1]?.outputs['main']?.[0]?.json)) as Record<string, unknown>;
    assert.deepEqual(
      [sent['big'], sent['date'], sent['list'], Object.keys(sent).includes('call')],
      ['10', '1970-01-01T00:00:00.000Z', [null, null], false],
    );
    assert.equal(JSON.stringify(sent['proto']), '{"__proto__":{"x":1}}');
    assert.equal(steps[1]?.truncated, true);
  });

  it('is not changed by what later nodes do to their items', async () => {
    const vandal = defineNode({
      version: 1,
      displayName: 'X',
      description: 'X',
      group: 'action',
      type: 'vandal',
      parameters: {},
      inputs: [mainPin],
      outputs: [mainPin],
      execute: ({ items }) =>
        items.map((item) => Object.assign(item, { json: Object.assign(item.json, { a: 'changed' }) })),
    });
    const { steps } = await run(
      runtimeOf({ catalog: catalogOf([vandal]) }),
      graph([node('set', 'set', { json: { a: 1 } }), node('x', 'vandal')], ['start>set', 'set>x']),
    );
    assert.deepEqual(steps[1]?.outputs['main']?.[0]?.json, { a: 1 });
  });

  it('has no items and no logs once the records of its run take what they may together', async () => {
    const definition = defineNode({
      version: 1,
      displayName: 'X',
      description: 'X',
      group: 'action',
      type: 'emit',
      parameters: {},
      inputs: [mainPin],
      outputs: [mainPin],
      execute({ log }) {
        log('info', 'y'.repeat(1_000));
        return [{ json: { text: 'x'.repeat(1_000) } }];
      },
    });
    const limits = { recordedItems: 3, recordedBytes: 10_000, recordedRunBytes: 9_000 };
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    const edges = names.map((name, index) => `${index === 0 ? 'start' : names[index - 1]}>${name}`);
    const { steps, result } = await run(
      runtimeOf({ catalog: catalogOf([definition]), limits }),
      graph(
        names.map((name) => node(name, 'emit')),
        edges,
      ),
    );
    assert.equal(result.status, 'success');
    assert.ok(JSON.stringify(steps.map(({ outputs, logs }) => [outputs, logs])).length < 13_000);
    const last = steps.at(-1);
    assert.deepEqual([last?.status, last?.itemCounts.out, last?.truncated], ['success', { main: 1 }, true]);
    assert.deepEqual([last?.outputs, last?.logs], [{ main: [] }, undefined]);
    assert.equal(steps[1]?.outputs['main']?.length, 1);
  });

  it('holds a bounded number of log lines of bounded length', async () => {
    const chatty = defineNode({
      version: 1,
      displayName: 'X',
      description: 'X',
      group: 'action',
      type: 'chatty',
      parameters: {},
      inputs: [mainPin],
      outputs: [mainPin],
      execute({ log, items }) {
        for (let n = 0; n < 1_000; n++) log('warning', 'y'.repeat(5_000));
        return items;
      },
    });
    const { steps } = await run(
      runtimeOf({ catalog: catalogOf([chatty]) }),
      graph([node('x', 'chatty')], ['start>x']),
    );
    assert.equal(steps[1]?.logs?.length, 200);
    assert.equal(steps[1]?.logs?.[0]?.message.length, 2_000);
  });

  it('strips user and password from a URL in an error nobody leased', async () => {
    const failing = defineNode({
      version: 1,
      displayName: 'X',
      description: 'X',
      group: 'action',
      type: 'failing',
      parameters: {},
      inputs: [mainPin],
      outputs: [mainPin],
      execute: () =>
        Promise.reject(
          Object.assign(new Error('cannot reach https://user:pass@host/x'), {
            code: 'E_SERVER',
            request: { headers: { authorization: 'Bearer x' } },
          }),
        ),
    });
    const { result } = await run(
      runtimeOf({ catalog: catalogOf([failing]) }),
      graph([node('x', 'failing')], ['start>x']),
    );
    assert.equal(result.error?.detail, 'cannot reach https://host/x (E_SERVER)');
    assert.equal(JSON.stringify(result).includes('Bearer'), false);
  });
});
