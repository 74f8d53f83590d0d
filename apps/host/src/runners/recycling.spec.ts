import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { waitUntil } from '../spec/wait-until.js';
import { hostile, openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

const slowly = { how: 'slowly', target: { milliseconds: 60_000 } };

const hasSpare = (test: TestPool) => () =>
  test.pool.pids().length > test.pool.workers().length && test.status().spare;

describe('spare runners', () => {
  it('take the first run of a project without the start of a process', async () => {
    const test = await openPool();
    for (const projectId of ['a', 'b', 'c']) {
      await waitUntil('a spare runner is ready', hasSpare(test));
      const ready = test.pool.pids();
      const run = startRun(test.pool, { projectId, ...slowly });
      await run.started;
      assert.ok(test.pool.workers().every((pid) => ready.includes(pid)));
      test.pool.cancelRun(run.runId, 'canceled');
      await run.outcome;
    }
    assert.ok(test.pool.workers().length <= 2, 'a third project took the place of one with nothing to do');
    await test.close();
  });

  it('are not there when none are wanted, but one runner always is', async () => {
    const test = await openPool({ spares: 0 });
    assert.equal(await resultOf(startRun(test.pool)), 'done');
    await setTimeout(300);
    assert.equal(test.pool.pids().length, 1);
    await test.close();
  });
});

describe('a runner is replaced', () => {
  it('after the number of runs that one may execute, and no run is lost by it', async () => {
    const test = await openPool({ runsPerRunner: 3 });
    const seen = new Set<unknown>();
    for (let run = 0; run < 9; run += 1) seen.add(await resultOf(startRun(test.pool, { how: 'memory' })));
    assert.equal(seen.size, 3, 'three lives of three runs each');
    await test.close();
  });

  it('after each run when one may execute a single run, also for many runs at once', async () => {
    const test = await openPool({ runsPerRunner: 1 });
    const runs = Array.from({ length: 5 }, () => startRun(test.pool, { how: 'memory' }));
    assert.equal(new Set(await Promise.all(runs.map(resultOf))).size, 5);
    await test.close();
  });

  it('when its memory has grown, before the limit at which it would be ended with its runs', async () => {
    const test = await openPool({ memoryMb: 200 });
    const run = startRun(test.pool, { how: 'grow', target: { megabytes: 100, milliseconds: 1500 } });
    assert.equal(await resultOf(run), 'grown');
    const [worker] = test.pool.workers();
    await waitUntil('it is gone', () => !test.pool.pids().includes(worker ?? 0));
    assert.ok(test.log.some(({ message }) => message === 'A runner has grown and is replaced'));
    await test.close();
  });

  it('when it has had nothing to do for long; a spare one stays', async () => {
    const test = await openPool({ timing: { idleMs: 200 } });
    await resultOf(startRun(test.pool));
    await waitUntil('nobody works', () => test.pool.workers().length === 0);
    await waitUntil('a spare runner is ready', hasSpare(test));
    assert.equal(test.pool.pids().length, 1);
    await test.close();
  });

  it('but never while it works, however long that takes', async () => {
    const test = await openPool({ timing: { idleMs: 100 } });
    assert.equal(
      await resultOf(startRun(test.pool, { how: 'slowly', target: { milliseconds: 600 } })),
      'done',
    );
    await test.close();
  });

  it('when a plugin that it may have loaded is gone or has another version, and not when one is added', async () => {
    const test = await openPool();
    const first = await resultOf(startRun(test.pool, { how: 'memory' }));
    test.pool.setPlugins([hostile, { ...hostile, packageName: 'another' }]);
    assert.equal(await resultOf(startRun(test.pool, { how: 'memory' })), first);
    test.pool.setPlugins([{ ...hostile, packageVersion: '1.0.1' }]);
    assert.notEqual(await resultOf(startRun(test.pool, { how: 'memory' })), first);
    await test.close();
  });
});
