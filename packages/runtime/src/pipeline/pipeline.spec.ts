import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { StepRecord } from '@patchbay/contracts';
import { defineNode, mainPin, type AnyNode, type ConsumeContext, type Item } from '@patchbay/plugin-sdk';
import { flowing } from '../spec/flowing.js';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';

const base = { version: 1, displayName: 'X', description: 'X', parameters: {}, outputs: [mainPin] } as const;

/** A consumer that is executed in batches or not at all. */
function sink(consume: (context: ConsumeContext) => Promise<void>): AnyNode {
  const execute = () => assert.fail('it was given all items at once');
  return defineNode({ ...base, type: 'sink', group: 'action', inputs: [mainPin], execute, consume });
}

function runtimeWith(nodes: AnyNode[], keptBytes?: number) {
  const limits = { recordedItems: 3, recordedBytes: 10_000, ...(keptBytes ? { keptBytes } : {}) };
  return runtimeOf({ catalog: catalogOf([...flowing, ...nodes]), limits });
}

const many = { count: 5_000, size: 100 };
const toSink = (settings = {}) =>
  graph([node('rows', 'rows', many), node('sink', 'sink', {}, { settings })], ['start>rows', 'rows>sink']);

describe('a pipeline', () => {
  it('holds the source back while the one behind it is busy', async () => {
    let produced = 0;
    let taken = 0;
    let ahead = 0;
    const source = defineNode({
      ...base,
      type: 'counting',
      group: 'action',
      inputs: [mainPin],
      execute: () => [],
      async produce({ emit }) {
        for (; produced < 30; produced++) await emit({ main: [{ json: {} }] });
      },
    });
    const slow = sink(async ({ batches }) => {
      for await (const items of batches) {
        taken += items.length;
        await setTimeout(2);
        ahead = Math.max(ahead, produced - taken);
      }
    });
    const pattern = graph([node('c', 'counting'), node('sink', 'sink')], ['start>c', 'c>sink']);
    assert.equal((await run(runtimeWith([source, slow]), pattern)).result.status, 'success');
    assert.equal(taken, 30);
    assert.ok(ahead <= 4, `${ahead} batches ahead`);
  });

  it('tells how far it is without items, which stand in the last record', async () => {
    const told: StepRecord[] = [];
    let hear: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => (hear = resolve));
    const lasting = sink(async ({ batches }) => {
      await drain(batches, () => heard);
    });
    const step = (record: StepRecord) => {
      told.push(record);
      if (record.nodeId === 'rows') hear();
    };
    const sinkOfRun = { step, reply: () => undefined };
    await run(runtimeWith([lasting]), toSink(), [{}], { sink: sinkOfRun });
    const [first, ...others] = told.filter(({ nodeId }) => nodeId === 'rows');
    assert.deepEqual([first?.status, first?.outputs], ['running', {}]);
    assert.ok((first?.itemCounts.out['main'] ?? 0) > 0);
    assert.equal(others.at(-1)?.outputs['main']?.length, 3);
  });

  it('counts all items and records the first', async () => {
    const { steps } = await run(
      runtimeWith([sink(async ({ batches, emit }) => void (await drain(batches, (main) => emit({ main }))))]),
      toSink(),
    );
    assert.deepEqual(
      steps
        .slice(1)
        .map(({ name, itemCounts, outputs, truncated }) => [
          name,
          itemCounts,
          outputs['main']?.length,
          truncated,
        ]),
      [
        ['rows', { in: { main: 1 }, out: { main: 5_000, count: 1 } }, 3, true],
        ['sink', { in: { main: 5_000 }, out: { main: 5_000 } }, 3, true],
      ],
    );
  });

  it('tells the one at the end when one before it fails', async () => {
    let thrown: unknown;
    const watching = sink(async ({ batches }) => {
      await drain(batches).catch((error: unknown) => {
        thrown = error;
        throw error;
      });
    });
    const pattern = graph(
      [
        node('rows', 'rows', many),
        node('edit', 'edit', { value: '={{ $json.n === 3000 ? null.x : 1 }}' }),
        node('sink', 'sink'),
      ],
      ['start>rows', 'rows>edit', 'edit>sink'],
    );
    const { result, steps } = await run(runtimeWith([watching]), pattern);
    assert.deepEqual([result.error?.code, result.error?.nodeName], ['expression-failed', 'edit']);
    assert.match(result.error?.detail ?? '', /item 3000/);
    assert.equal((thrown as { code?: string }).code, 'expression-failed');
    assert.deepEqual(
      steps.slice(1).map(({ status }) => status),
      ['canceled', 'failed', 'canceled'],
    );
  });

  it('passes on single items with their error where a step goes on after errors', async () => {
    const seen: Item[] = [];
    const collecting = sink(
      async ({ batches }) => void (await drain(batches, (items) => seen.push(...items))),
    );
    const settings = { onError: 'continue' } as const;
    const pattern = graph(
      [
        node('rows', 'rows', many),
        node('edit', 'edit', { value: '={{ $json.n % 1000 === 7 ? null.x : 1 }}' }, { settings }),
        node('sink', 'sink'),
      ],
      ['start>rows', 'rows>edit', 'edit>sink'],
    );
    const { result, steps } = await run(runtimeWith([collecting]), pattern);
    assert.equal(result.status, 'success');
    assert.equal(seen.length, 5_000);
    assert.deepEqual(
      seen.filter(({ json }) => 'error' in json).map(({ json }) => json.n),
      [7, 1007, 2007, 3007, 4007],
    );
    assert.deepEqual([steps[2]?.status, steps[2]?.error?.code], ['failed', 'expression-failed']);
  });

  it('ends with a clear error when it keeps more than the run may', async () => {
    const pattern = graph([node('rows', 'rows', many), node('all', 'backwards')], ['start>rows', 'rows>all']);
    const { result } = await run(runtimeWith([], 200_000), pattern);
    assert.deepEqual([result.error?.code, result.error?.nodeName], ['items-exceed-memory', 'rows']);
    assert.equal((await run(runtimeWith([], 20_000_000), pattern)).result.status, 'success');
  });

  it('counts only its own time against a step, and its signal ends what it waits for', async () => {
    const slow = sink(async ({ batches, signal }) => {
      for await (const items of batches) {
        if (items.some(({ json }) => json.n === 4_000)) await setTimeout(60_000, undefined, { signal });
        await setTimeout(5);
      }
    });
    const pattern = toSink({ timeoutMs: 900 });
    const { result } = await run(runtimeWith([slow]), pattern);
    assert.deepEqual([result.error?.code, result.error?.nodeName], ['step-timeout', 'sink']);
  });

  it('ends when the run is canceled', async () => {
    const cancel = new AbortController();
    const waiting = sink(async ({ batches, signal }) => {
      for await (const _ of batches) {
        cancel.abort();
        await setTimeout(60_000, undefined, { signal });
      }
    });
    const { result, steps } = await run(runtimeWith([waiting]), toSink(), [{}], { signal: cancel.signal });
    assert.equal(result.status, 'canceled');
    assert.deepEqual(
      steps.slice(1).map(({ status }) => status),
      ['canceled', 'canceled'],
    );
  });

  it('gives all items at once to a step that is tried again', async () => {
    let tries = 0;
    const wavering = defineNode({
      ...base,
      type: 'wavering',
      group: 'action',
      inputs: [mainPin],
      execute({ items }) {
        if (++tries < 2) throw new Error('not yet');
        return items;
      },
      consume: () => assert.fail('it was given batches'),
    });
    const settings = { retries: 1, retryDelayMs: 0 };
    const pattern = graph(
      [node('rows', 'rows', many), node('x', 'wavering', {}, { settings })],
      ['start>rows', 'rows>x'],
    );
    const { steps } = await run(runtimeWith([wavering]), pattern);
    assert.deepEqual([steps.at(-1)?.itemCounts.out, steps.at(-1)?.attempts], [{ main: 5_000 }, 2]);
  });

  it('answers a webhook with what the last of its nodes gave', async () => {
    const pattern = graph(
      [node('rows', 'rows', { count: 30, size: 7 }), node('edit', 'edit', { value: '={{ $json.n + 1 }}' })],
      ['start>rows', 'rows>edit'],
    );
    const trigger = { nodeId: 'start', items: [{ json: {} }], respond: 'whenDone' } as const;
    const { replies } = await run(runtimeWith([]), pattern, [{}], { trigger });
    assert.equal((replies[0]?.body as unknown[]).length, 30);
  });
});

async function drain(
  batches: AsyncIterable<readonly Item[]>,
  each: (items: readonly Item[]) => unknown = () => undefined,
): Promise<void> {
  for await (const items of batches) await each(items);
}
