import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { RunnerMessage } from '@patchbay/protocol';
import { StepSender } from './step-sender.js';

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

function sender() {
  const sent: string[] = [];
  const send = (message: RunnerMessage) => {
    if (message.type === 'step')
      sent.push(`${message.step.nodeId}${message.step.runIndex} ${message.step.status}`);
    return true;
  };
  const uplink = { send, drained: () => Promise.resolve(), close: () => undefined };
  return { sent, steps: new StepSender(uplink, 'r') };
}

describe('step records', () => {
  it('of a step that ends in the turn in which it began are sent once, in the order of the ends', async () => {
    const { sent, steps } = sender();
    for (const [node, status] of [
      ['a', 'running'],
      ['b', 'running'],
      ['b', 'success'],
      ['a', 'success'],
    ] as const) {
      steps.add(record(node, status));
    }
    await setImmediate();
    assert.deepEqual(sent, ['b0 success', 'a0 success']);
  });

  it('of a step that takes longer say first that it is running', async () => {
    const { sent, steps } = sender();
    steps.add(record('a', 'running'));
    await setImmediate();
    steps.add(record('a', 'success'));
    steps.flush();
    assert.deepEqual(sent, ['a0 running', 'a0 success']);
    await setImmediate();
    assert.equal(sent.length, 2);
  });

  it('of several executions of a node are all sent', () => {
    const { sent, steps } = sender();
    for (const index of [0, 1]) steps.add(record('a', 'success', index));
    steps.flush();
    assert.deepEqual(sent, ['a0 success', 'a1 success']);
  });
});
