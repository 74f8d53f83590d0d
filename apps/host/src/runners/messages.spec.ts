import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

const time = '2026-11-20T09:30:00.000Z';
const step = (runId: string, name = 'forged') => ({
  type: 'step',
  runId,
  step: {
    runIndex: 9,
    nodeId: 'x',
    name,
    type: 'core.x',
    status: 'success',
    startedAt: time,
    durationMs: 1,
    attempts: 1,
    itemCounts: { in: {}, out: {} },
    outputs: {},
    truncated: false,
  },
});

describe('what a hostile runner sends', () => {
  let test: TestPool;
  before(async () => {
    test = await openPool({ limits: { runBytes: 2_000_000, otherBytesPerMinute: 1_000_000 } });
  });
  after(() => test.close());

  async function attack(
    how: string,
    target: object = {},
  ): Promise<{ code: string | undefined; detail: string }> {
    const { error } = await startRun(test.pool, { how, target }).outcome;
    assert.equal(await resultOf(startRun(test.pool)), 'done', 'its replacement works');
    return { code: error?.code, detail: error?.detail ?? '' };
  }

  it('ends it when it is no message, without a word of its contents', async () => {
    const { code, detail } = await attack('garbage');
    assert.equal(code, 'message-invalid');
    assert.doesNotMatch(detail, /no frame/);
  });

  it('ends it when it announces more than a message may hold', async () => {
    assert.equal((await attack('hugeFrame')).code, 'message-invalid');
  });

  it('ends it when it answers, steps or ends for a run of another project, which notices nothing', async () => {
    const victim = startRun(test.pool, {
      projectId: 'project-2',
      how: 'slowly',
      target: { milliseconds: 1500 },
    });
    await victim.started;
    const forged = [
      step(victim.runId),
      {
        type: 'hook.reply',
        reply: { runId: victim.runId, status: 200, headers: {}, body: 'forged', encoding: 'utf8' },
      },
      { type: 'run.finished', outcome: { runId: victim.runId, status: 'canceled', finishedAt: time } },
      {
        type: 'lease.request',
        requestId: 50,
        runId: victim.runId,
        nodeId: 'attack',
        slot: 'lender',
        connectionId: 'c1',
      },
    ];
    for (const message of forged) {
      const { code, detail } = await attack('send', { messages: [message] });
      assert.equal(code, 'message-invalid', message.type);
      assert.match(detail, /does not execute/);
    }
    assert.equal(await resultOf(victim), 'done');
    assert.deepEqual([victim.questions, victim.replies], [[], []]);
    assert.ok(victim.steps.every(({ name }) => name !== 'forged'));
    assert.ok(test.violations.length >= 6);
  });

  it('ends it when it reuses the number of a lease, which would let one answer serve two steps', async () => {
    const question = {
      type: 'lease.request',
      requestId: 1000,
      runId: '$own',
      nodeId: 'attack',
      slot: 'lender',
      connectionId: 'c1',
    };
    const { code, detail } = await attack('send', { messages: [question, question] });
    assert.equal(code, 'message-invalid');
    assert.match(detail, /twice/);
  });

  it('ends it when one run sends too much', async () => {
    const { code, detail } = await attack('send', {
      messages: [step('$own', 'x'.repeat(10_000))],
      times: 1000,
    });
    assert.equal(code, 'runner-flooded');
    assert.match(detail, /2 MB/);
  });

  it('ends it when it sends too much for no run, or for invented ones', async () => {
    const line = 'x'.repeat(9000);
    for (const message of [
      { type: 'log', level: 'info', message: line },
      { type: 'log', level: 'info', message: line, runId: 'invented-$round' },
      { type: 'failed', requestId: 99, problem: { code: 'internal', title: line } },
    ]) {
      assert.equal((await attack('send', { messages: [message], times: 1000 })).code, 'runner-flooded');
    }
  });
});

describe('what a runner says of its end', () => {
  it('is told to its runs without the secrets that it quotes', async () => {
    const test = await openPool();
    const secret = 'correct-horse-battery';
    test.redactor.add(secret);
    const problem = { code: 'runner-crashed', title: 'x', detail: `could not log in with ${secret}` };
    const { error } = await startRun(test.pool, {
      how: 'sayAndExit',
      target: { message: { type: 'fatal', problem } },
    }).outcome;
    assert.equal(error?.detail, 'could not log in with [redacted]');
    await test.close();
  });
});

describe('what plugin code prints', () => {
  it('is logged up to a limit, and the run goes on', async () => {
    const test = await openPool({ limits: { outputBytesPerMinute: 100_000 } });
    const { status } = await startRun(test.pool, { how: 'printMuch', target: { megabytes: 8 } }).outcome;
    assert.equal(status, 'success');
    await test.close();
    const lines = test.log.map(({ fields }) => (fields as { line?: string }).line ?? '');
    assert.ok(lines.join('').length < 120_000);
    assert.match(lines.at(-1) ?? '', /\d{5,} bytes more were printed and dropped/);
  });

  it('is redacted, also when it comes in pieces and encoded', async () => {
    const test = await openPool();
    const secret = 'correct-horse-battery';
    test.redactor.add(secret);
    await startRun(test.pool, { how: 'printSecret', target: { secret } }).outcome;
    await test.close();
    const text = JSON.stringify(test.log);
    assert.match(text, /\[redacted\]/);
    assert.ok(
      !text.includes(secret) &&
        !text.includes('correct') &&
        !text.includes(Buffer.from(secret).toString('base64')),
    );
  });
});
