import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../spec/wait-until.js';
import { processes } from './testing/processes.js';
import { offersOf } from './testing/offered.js';
import { openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

const slowly = (milliseconds: number) => ({ how: 'slowly', target: { milliseconds } });

/** More than one runner gets, however well it does. */
async function fillTwo(test: TestPool): Promise<void> {
  await resultOf(startRun(test.pool));
  await waitUntil('a spare runner is ready', () => test.status().spare);
  const runs = Array.from({ length: 80 }, () => startRun(test.pool, slowly(600)));
  await Promise.all(runs.map(resultOf));
}

describe('the pool', () => {
  it('gives every project a runner of its own', async () => {
    const test = await openPool();
    const runs = ['a', 'b'].map((projectId) => startRun(test.pool, { projectId, ...slowly(300) }));
    await Promise.all(runs.map(({ started }) => started));
    assert.equal(test.pool.workers().length, 2);
    await Promise.all(runs.map(resultOf));
    await test.close();
  });

  it('never uses a runner for a second project: it is replaced', async () => {
    const test = await openPool({ max: 1 });
    const seen = new Set<number>();
    for (const projectId of ['a', 'b', 'a']) {
      assert.equal(await resultOf(startRun(test.pool, { projectId })), 'done');
      for (const pid of test.pool.workers()) seen.add(pid);
    }
    assert.equal(seen.size, 3);
    await test.close();
  });

  it('lets a waiting project have its turn while another one is never idle', async () => {
    const test = await openPool({ max: 1 });
    let busy = true;
    const begun = [0, 1].map(() => startRun(test.pool, { projectId: 'a', ...slowly(50) }));
    const loads = begun.map(async ({ outcome }) => {
      for (await outcome; busy;) await startRun(test.pool, { projectId: 'a', ...slowly(50) }).outcome;
    });
    await Promise.all(begun.map(({ started }) => started));
    assert.equal(await resultOf(startRun(test.pool, { projectId: 'b' })), 'done');
    busy = false;
    await Promise.all(loads);
    await test.close();
  });

  it('spreads many runs of a project over two runners', async () => {
    const test = await openPool();
    await fillTwo(test);
    assert.equal(test.pool.workers().length, 2);
    await test.close();
  });

  it('gives nothing more to a runner that computes while another one has time', async () => {
    // Without pings: how much a process uses of a busy machine's processor is not asked about here.
    const test = await openPool({ timing: { pingMs: 60_000 } });
    await fillTwo(test);
    const path = join(test.data.files, 'enough');
    const computing = startRun(test.pool, { how: 'compute', target: { path } });
    let isOver = false;
    void computing.outcome.then(() => (isOver = true));
    await sleep(50);
    // The first one's turn, were it not busy; each of them would wait for its end there.
    for (let run = 0; run < 20; run += 1) assert.equal(await resultOf(startRun(test.pool)), 'done');
    assert.equal(isOver, false);
    writeFileSync(path, '');
    assert.equal(await resultOf(computing), 'done');
    await test.close();
  });

  it('takes a thousand runs at once, and its runners answer all the while', async () => {
    const test = await openPool();
    const runs = Array.from({ length: 1000 }, () => startRun(test.pool).outcome);
    const failed = (await Promise.all(runs)).filter(({ status }) => status !== 'success');
    assert.deepEqual(failed.slice(0, 1), []);
    await test.close();
  });

  it('keeps one runner ready without being asked', async () => {
    const test = await openPool();
    const killed = test.pool.pids();
    for (const pid of killed) process.kill(-pid, 'SIGKILL');
    await waitUntil('another is ready', () => {
      const pids = test.pool.pids();
      return test.status().ok && pids.length > 0 && !pids.some((pid) => killed.includes(pid));
    });
    await test.close();
  });

  it('cancels runs that wait and runs that go on', async () => {
    const test = await openPool({ max: 1 });
    const going = startRun(test.pool, { projectId: 'a', ...slowly(60_000) });
    await going.started;
    const waiting = startRun(test.pool, { projectId: 'b' });
    test.pool.cancelRun(waiting.runId, 'canceled');
    assert.equal((await waiting.outcome).status, 'canceled');
    test.pool.cancelRun(going.runId, 'canceled');
    assert.equal((await going.outcome).status, 'canceled');
    await test.close();
  });

  it('does not wait for a canceled run that does not listen, and gives its runner no more work', async () => {
    const test = await openPool({ timing: { cancelGraceMs: 300 } });
    const deaf = startRun(test.pool, { how: 'deaf', target: { milliseconds: 60_000 } });
    await deaf.started;
    const pids = test.pool.workers();
    test.pool.cancelRun(deaf.runId, 'canceled');
    assert.equal((await deaf.outcome).status, 'canceled');
    assert.equal(await resultOf(startRun(test.pool)), 'done');
    await waitUntil('its runner is gone', () => !test.pool.pids().some((pid) => pids.includes(pid)));
    await test.close();
  });

  it('ends a run that exceeds its time although the runner does not', async () => {
    const test = await openPool({ timing: { cancelGraceMs: 300, hungAfterMs: 60_000 } });
    const { status } = await startRun(test.pool, { how: 'hang', timeoutMs: 300 }).outcome;
    assert.equal(status, 'timedOut');
    await test.close();
  });

  it('finishes what runs at the shutdown, and ends in time what would not', async () => {
    const test = await openPool();
    const short = startRun(test.pool, { projectId: 'a', ...slowly(300) });
    const long = startRun(test.pool, { projectId: 'b', ...slowly(60_000) });
    await Promise.all([short.started, long.started]);
    const began = Date.now();
    await test.pool.shutdown(2500);
    assert.ok(Date.now() - began < 20_000);
    assert.equal((await short.outcome).status, 'success');
    assert.equal((await long.outcome).status, 'canceled');
    assert.deepEqual(test.pool.pids(), []);
    const late = await startRun(test.pool).outcome;
    assert.equal(late.error?.code, 'runner-unavailable');
    await test.close();
  });

  it('kills at the deadline of the shutdown what does not listen', async () => {
    const test = await openPool({ timing: { hungAfterMs: 60_000 } });
    const run = startRun(test.pool, { how: 'hang' });
    await waitUntil('it is given to a runner', () => test.pool.workers().length === 1);
    await test.pool.shutdown(500);
    assert.equal((await run.outcome).error?.code, 'run-interrupted');
    await test.close();
  });

  it('takes everything that a runner started with it', async () => {
    const users = offersOf([]).user.works ? ['user'] : [];
    for (const isolation of ['auto', ...users, 'process']) {
      const test = await openPool({ isolation });
      const seconds = 40_000 + Math.floor(Math.random() * 10_000);
      // In a session of its own it survives where there is neither a process namespace nor a user.
      const endsAll = /namespaces|user/.test(test.status().isolation?.rung ?? '');
      for (const detached of endsAll ? [false, true] : [false]) {
        assert.equal(
          await resultOf(startRun(test.pool, { how: 'leaveBehind', target: { seconds, detached } })),
          'started',
        );
      }
      assert.equal(sleepers(seconds), endsAll ? 2 : 1);
      for (const pid of test.pool.pids()) process.kill(pid, 'SIGKILL');
      await test.close();
      await waitUntil(`nothing of it is left at ${isolation}`, () => sleepers(seconds) === 0);
    }
  });

  it('takes its runners with it when it is killed itself, also one that hangs', async () => {
    for (const isolation of ['auto', 'process']) {
      const script = `
        import { openPool } from ${JSON.stringify(new URL('./testing/test-pool.js', import.meta.url).href)};
        import { startRun } from ${JSON.stringify(new URL('./testing/test-run.js', import.meta.url).href)};
        const test = await openPool({ isolation: '${isolation}', timing: { hungAfterMs: 600000 } });
        startRun(test.pool, { how: 'hang' });
        setTimeout(() => console.log(JSON.stringify(test.pool.pids())), 500);`;
      const host = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [pids] = (await host.stdout.take(1).toArray()) as [Buffer];
      const [pid = 0] = JSON.parse(pids.toString()) as number[];
      const group = () => processes().filter(({ session }) => session === pid);
      assert.ok(group().length > 0);
      host.kill('SIGKILL');
      await waitUntil(`nothing of it is left at ${isolation}`, () => group().length === 0);
    }
  });
});

const sleepers = (seconds: number) =>
  processes().filter(({ command }) => command === `/bin/sleep\0${seconds}\0`).length;
