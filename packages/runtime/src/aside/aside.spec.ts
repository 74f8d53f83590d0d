import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { PatternGraph } from '@patchbay/contracts';
import { defineNode, field, type Item, mainPin } from '@patchbay/plugin-sdk';
import { catalogOf, graph, node, noBroker, run, runtimeOf } from '../spec/kit.js';
import type { RunAside, RunRequest, RunResult, RuntimeOptions } from '../types.js';

const directory = mkdtempSync(join(tmpdir(), 'patchbay-aside-'));
after(() => rmSync(directory, { recursive: true }));

const pause = defineNode({
  ...{ version: 1, displayName: 'X', description: 'X', group: 'flow', type: 'pause' },
  waits: true,
  parameters: { fails: field.boolean({ displayName: 'X', default: false }) },
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, setAside, parameters }) {
    const left = setAside({ until: '2100-01-01T00:00:00.000Z', call });
    if (parameters().fails) throw new Error('after it wished to wait');
    return left ? items : [{ json: { cannot: 'leave' } }];
  },
});
const call = { method: 'GET', respond: 'immediately' } as const;
const dishonest = defineNode({ ...pause, type: 'dishonest', waits: false });

/** As in another process each time: nothing stays but the files. */
const fresh = (options: Partial<RuntimeOptions> = {}) =>
  runtimeOf({
    catalog: catalogOf([pause, dishonest]),
    files: { directory, fileBytes: 1_000_000, runBytes: 4_000_000 },
    ...options,
  });
const may = { resumeBase: 'http://host/resume/' };
let runs = 0;
const newId = () => `aside-${(runs += 1)}`;

async function begin(pattern: PatternGraph, json: Item['json'][] = [{}], rest: Partial<RunRequest> = {}) {
  const runId = newId();
  const outcome = await run(fresh(), pattern, json, { runId, ...may, ...rest });
  return { ...outcome, runId, left: asLeft(outcome.result) };
}

function goOn(pattern: PatternGraph, runId: string, { state }: RunAside, called?: Item['json'][]) {
  const resumed = { state, by: called ? ('call' as const) : ('time' as const) };
  return run(fresh(), pattern, called ?? [], { runId, ...may, resumed });
}

function asLeft(result: RunResult): RunAside {
  assert.equal(result.status, 'waiting', JSON.stringify(result));
  return result;
}

const stateOf = (state: string) => gunzipSync(readFileSync(join(directory, state))).toString('utf8');

describe('a run that is set aside', () => {
  it('goes on with its own items at its time, and with those of a call', async () => {
    const pattern = graph(
      [node('wait', 'pause'), node('last', 'set', { json: { v: "={{ $('start').item.json.n }}" } })],
      ['start>wait', 'wait>last'],
    );
    const { runId, left, steps } = await begin(pattern, [{ n: 1 }, { n: 2 }]);
    assert.deepEqual(steps.at(-1)?.waiting, { forCall: true, until: '2100-01-01T00:00:00.000Z' });
    const timed = await goOn(pattern, runId, left);
    assert.deepEqual(timed.json('last'), [{ v: 1 }, { v: 2 }]);
    // What was read once is gone: nobody goes on from it again.
    assert.equal((await goOn(pattern, runId, left)).result.status, 'failed');
    const again = await begin(pattern, [{ n: 3 }]);
    const called = await goOn(pattern, again.runId, again.left, [{ from: 'call' }]);
    assert.deepEqual([called.json('wait'), called.json('last')], [[{ from: 'call' }], [{ v: 3 }]]);
    assert.equal(readdirSync(directory).length, 0);
  });

  it('keeps what waits for a second input, what is still to be executed, and how often a node was', async () => {
    const pattern = graph(
      [
        node('early', 'set', { json: { from: 'early' } }, { position: { x: 1, y: 0 } }),
        node('wait', 'pause', {}, { position: { x: 1, y: 1 } }),
        node('later', 'set', { json: { from: 'later' } }, { position: { x: 1, y: 2 } }),
        node('merge', 'merge', {}, { position: { x: 2, y: 0 } }),
      ],
      ['start>early', 'start>wait', 'start>later', 'early>merge.left', 'wait>merge.right'],
    );
    const { runId, left, steps } = await begin(pattern);
    assert.deepEqual(
      steps.map(({ nodeId }) => nodeId),
      ['start', 'early', 'wait'],
    );
    const over = await goOn(pattern, runId, left, [{ from: 'call' }]);
    assert.deepEqual(over.json('merge'), [{ from: 'early' }, { from: 'call' }]);
    assert.deepEqual(over.json('later'), [{ from: 'later' }]);
  });

  it('keeps the place of a loop however often it waits in it', async () => {
    const looping = graph(
      [node('loop', 'loop'), node('wait', 'pause'), node('end', 'set', { json: { done: true } })],
      ['start>loop', 'loop.loop>wait', 'wait>loop', 'loop.done>end'],
    );
    const begun = await begin(looping, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    let { left } = begun;
    const indices = [begun.steps.at(-1)?.runIndex];
    for (let round = 1; round < 3; round++) {
      const outcome = await goOn(looping, begun.runId, left);
      indices.push(outcome.steps.at(-1)?.runIndex);
      left = asLeft(outcome.result);
    }
    assert.deepEqual(indices, [0, 1, 2]);
    const over = await goOn(looping, begun.runId, left);
    assert.equal(over.result.status, 'success');
    assert.deepEqual(over.json('end'), [{ done: true }]);
  });

  it('counts every URL that it gave out until one is called', async () => {
    const pattern = graph(
      [
        node('first', 'set', { json: { url: '={{ $run.resumeUrl }}' } }),
        node('wait', 'pause'),
        node('second', 'set', { json: { url: '={{ $run.resumeUrl }}' } }),
        node('again', 'pause'),
      ],
      ['start>first', 'first>wait', 'wait>second', 'second>again'],
    );
    const timed = await begin(pattern);
    assert.equal(timed.left.tokenHashes.length, 1);
    const later = await goOn(pattern, timed.runId, timed.left);
    const [{ url: first }] = timed.json('first') as [{ url: string }];
    const [{ url: second }] = later.json('second') as [{ url: string }];
    assert.ok(first.startsWith(`http://host/resume/${timed.runId}/`) && first !== second);
    const both = asLeft(later.result).tokenHashes;
    assert.deepEqual([both.length, both[0]], [2, timed.left.tokenHashes[0]]);
    const called = await begin(pattern);
    const after = asLeft((await goOn(pattern, called.runId, called.left, [{}])).result);
    assert.equal(after.tokenHashes.length, 1);
    assert.notEqual(after.tokenHashes[0], called.left.tokenHashes[0]);
    for (const { state } of [asLeft(later.result), after]) rmSync(join(directory, state));
  });

  it('stores no secret that it has read, and no token', async () => {
    const secret = 'planted-4f1c-secret';
    const broker = { ...noBroker, secrets: () => Promise.resolve({ KEY: secret }) };
    const pattern = graph(
      [node('reads', 'set', { json: { said: '=with {{ $secrets.KEY }}' } }), node('wait', 'pause')],
      ['start>reads', 'reads>wait'],
    );
    const result = await run(fresh({ broker }), pattern, [{}], { runId: newId(), ...may });
    const { state } = asLeft(result.result);
    const text = stateOf(state);
    assert.ok(text.includes('with ') && !text.includes(secret), text);
    rmSync(join(directory, state));
  });

  it('stays where another run waits for it, and when a try wished so that failed', async () => {
    const pattern = graph([node('wait', 'pause')], ['start>wait']);
    const stayed = await run(fresh(), pattern);
    assert.deepEqual([stayed.result.status, stayed.json('wait')], ['success', [{ cannot: 'leave' }]]);
    const failing = graph([node('wait', 'pause', { fails: true })], ['start>wait']);
    assert.equal((await run(fresh(), failing, [{}], may)).result.status, 'failed');
    const going = graph(
      [node('wait', 'pause', { fails: true }, { settings: { onError: 'continue' } })],
      ['start>wait'],
    );
    assert.equal((await run(fresh(), going, [{}], may)).result.status, 'success');
  });

  it('is wished only by nodes that say so, which expressions know the URL by', async () => {
    const pattern = graph([node('wait', 'dishonest')], ['start>wait']);
    assert.equal((await run(fresh(), pattern, [{}], may)).result.error?.code, 'step-failed');
    const plain = graph([node('a', 'set', { json: { url: '={{ typeof $run.resumeUrl }}' } })], ['start>a']);
    assert.deepEqual((await run(fresh(), plain, [{}], may)).json('a'), [{ url: 'undefined' }]);
  });

  it('fails at its step when what it keeps is too much to be stored', async () => {
    const pattern = graph([node('wait', 'pause')], ['start>wait']);
    const files = { directory, fileBytes: 10, runBytes: 10 };
    const { result, steps } = await run(fresh({ files }), pattern, [{}], may);
    assert.deepEqual([result.status, result.error?.code], ['failed', 'payload-too-large']);
    assert.deepEqual([steps.at(-1)?.nodeId, steps.at(-1)?.status], ['wait', 'failed']);
  });

  it('is canceled when that was asked for before it had left', async () => {
    const stop = new AbortController();
    const pattern = graph([node('wait', 'pause')], ['start>wait']);
    const sink = { step: () => undefined, reply: () => undefined, file: () => stop.abort() };
    const { result } = await run(fresh(), pattern, [{}], { ...may, signal: stop.signal, sink });
    assert.equal(result.status, 'canceled');
    assert.deepEqual(readdirSync(directory), []);
  });
});
