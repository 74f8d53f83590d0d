import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { processes } from './testing/processes.js';
import { openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';
import { waitUntil } from '../spec/wait-until.js';

const next = (test: TestPool, projectId = 'project-1') => resultOf(startRun(test.pool, { projectId }));

describe('a runner that fails', () => {
  let test: TestPool;
  before(async () => {
    test = await openPool({ memoryMb: 128 });
  });
  after(() => test.close());

  const ends: [how: string, code: string, detail: RegExp][] = [
    ['exit', 'runner-crashed', /exit code 7/],
    ['abort', 'runner-crashed', /abort \(SIGABRT\)|fault in native code/],
    ['segfault', 'runner-crashed', /fault in native code \(SIGSEGV\)/],
    ['uncaught', 'runner-crashed', /uncaught: TypeError/],
    ['hang', 'runner-hung', /no sign of life for 5 seconds/],
    ['fillHeap', 'runner-out-of-memory', /memory/],
    ['fillBuffers', 'runner-out-of-memory', /more than its 128 MB/],
  ];
  for (const [how, code, detail] of ends) {
    it(`costs its own run only and is replaced: ${how}`, async () => {
      const bystander = startRun(test.pool, {
        projectId: 'project-2',
        how: 'slowly',
        target: { milliseconds: 200 },
      });
      const run = startRun(test.pool, { how });
      const outcome = await run.outcome;
      assert.equal(outcome.status, 'failed');
      assert.equal(outcome.error?.code, code, JSON.stringify(outcome.error));
      assert.match(outcome.error?.detail ?? '', detail);
      assert.equal((await bystander.outcome).status, 'success');
      assert.equal(await next(test), 'done');
    });
  }

  /** Until the system has told of their end, the pool may still give them work. */
  const killAll = async () => {
    const killed = test.pool.pids();
    for (const pid of killed) process.kill(-pid, 'SIGKILL');
    await waitUntil('the pool has noticed', () =>
      Promise.resolve(test.pool.pids().every((pid) => !killed.includes(pid))),
    );
  };

  it('is replaced when it is killed from outside, while idle or at work', async () => {
    const run = startRun(test.pool, { how: 'slowly', target: { milliseconds: 60_000 } });
    await run.started;
    await killAll();
    const { error } = await run.outcome;
    assert.equal(error?.code, 'runner-crashed');
    assert.match(error?.detail ?? '', /SIGKILL/);
    assert.equal(await next(test), 'done');
    await killAll();
    assert.equal(await next(test), 'done');
  });

  it('does not open the inspector when somebody sends SIGUSR1', async () => {
    assert.equal(await next(test), 'done');
    for (const pid of nodesOf(test.pool.pids())) process.kill(pid, 'SIGUSR1');
    await setTimeout(500);
    assert.equal(await next(test), 'done');
    assert.doesNotMatch(JSON.stringify(test.log), /Debugger listening/);
  });

  it('does not start over and over without a pause', async () => {
    const broken = await openPool({ timing: { backoffMs: 50, mostBackoffMs: 100 } });
    broken.breakStarts();
    const before = broken.starts();
    for (const pid of broken.pool.pids()) process.kill(-pid, 'SIGKILL');
    const { status, error } = await startRun(broken.pool).outcome;
    assert.deepEqual([status, error?.code], ['failed', 'runner-crashed']);
    await setTimeout(500);
    assert.ok(broken.starts() - before < 15, `${broken.starts() - before} starts`);
    await broken.close();
  });
});

/** The Node processes within these sessions. */
function nodesOf(sessions: readonly number[]): number[] {
  const found = processes().filter(({ name, session }) => name === 'node' && sessions.includes(session));
  assert.ok(found.length > 0);
  return found.map(({ pid }) => pid);
}
