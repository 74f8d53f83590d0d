import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { RunnerMessage } from '@patchbay/protocol';
import { Flushes, RunReport } from './run-report.js';

type Step = Extract<RunnerMessage, { type: 'step' }>['step'];

function record(nodeId: string, status: Step['status'], runIndex = 0): Step {
  const names = { nodeId, name: nodeId, type: 'core.x' };
  const counts = { itemCounts: { in: {}, out: {} }, outputs: {}, truncated: false };
  return {
    ...names,
    ...counts,
    status,
    runIndex,
    startedAt: '2026-11-20T09:30:00.000Z',
    durationMs: null,
    attempts: 1,
  };
}

function reporter() {
  const sent: string[] = [];
  const told = (step: Step) => `${step.nodeId}${step.runIndex} ${step.status}`;
  const send = (message: RunnerMessage) => {
    if (message.type === 'step') sent.push(told(message.step));
    if (message.type === 'hook.reply') sent.push(`reply ${message.reply.status}`);
    if (message.type === 'run.finished') {
      const { outcome, steps = [], reply } = message;
      sent.push([outcome.status, ...steps.map(told), ...(reply ? [`reply ${reply.status}`] : [])].join(', '));
    }
    return true;
  };
  const uplink = { send, drained: () => Promise.resolve(), close: () => undefined };
  return { sent, report: new RunReport(uplink, 'r', new Flushes()) };
}

const outcome = { runId: 'r', status: 'success' as const, finishedAt: '2026-11-20T09:30:00.000Z' };
const reply = (body = '') => ({ runId: 'r', status: 200, headers: {}, body, encoding: 'utf8' as const });

describe('the report of a run', () => {
  it('is one message when the run is over at once, with its steps in the order of their ends', async () => {
    const { sent, report } = reporter();
    for (const [node, status] of [
      ['a', 'running'],
      ['b', 'running'],
      ['b', 'success'],
      ['a', 'success'],
    ] as const) {
      report.step(record(node, status));
    }
    report.reply(reply());
    report.finish(outcome);
    assert.deepEqual(sent, ['success, b0 success, a0 success, reply 200']);
    await sleep(30);
    assert.equal(sent.length, 1);
  });

  it('says while the run goes on which step is running, what is over, and the reply', async () => {
    const { sent, report } = reporter();
    report.step(record('a', 'running'));
    await setImmediate();
    report.step(record('a', 'success'));
    await until(() => sent.length === 2);
    report.reply(reply());
    await setImmediate();
    report.finish(outcome);
    assert.deepEqual(sent, ['a0 running', 'a0 success', 'reply 200', 'success']);
  });

  it('has all executions of a node, and is several messages when one could be too long', () => {
    const { sent, report } = reporter();
    for (const index of Array(20).keys()) report.step(record('a', 'success', index));
    report.finish(outcome);
    assert.equal(sent.length, 21);
    const second = reporter();
    second.report.reply(reply('x'.repeat(1_000_000)));
    second.report.finish(outcome);
    assert.deepEqual(second.sent, ['reply 200', 'success']);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(1);
}
