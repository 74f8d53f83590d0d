import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

const rounds = 16;

describe('a runner that sends mutated messages', () => {
  let test: TestPool;
  before(async () => {
    test = await openPool({ max: 3 });
  });
  after(() => test.close());

  it('is replaced each time, and neither the host nor the run of another project notices', async () => {
    const victim = startRun(test.pool, {
      projectId: 'victim',
      how: 'slowly',
      target: { milliseconds: 60_000 },
    });
    await victim.started;
    const [worker] = test.pool.workers();
    for (let seed = 1; seed <= rounds; seed += 1) {
      const { status, error } = await startRun(test.pool, { how: 'fuzz', target: { seed } }).outcome;
      assert.equal(status, 'failed', `seed ${seed}`);
      assert.ok(['message-invalid', 'runner-flooded'].includes(error?.code ?? ''), `${seed}: ${error?.code}`);
    }
    assert.ok(test.pool.workers().includes(worker ?? 0));
    test.pool.cancelRun(victim.runId, 'canceled');
    assert.equal((await victim.outcome).status, 'canceled');
    assert.deepEqual([victim.questions, victim.replies], [[], []]);
    assert.equal(test.violations.length, rounds);
    assert.equal(await resultOf(startRun(test.pool)), 'done');
  });
});
