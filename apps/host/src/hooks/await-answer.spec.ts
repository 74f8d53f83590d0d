import assert from 'node:assert/strict';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { HookReply } from '@patchbay/protocol';
import { now } from '../database/table.js';
import { ActiveRun } from '../runs/active-run.js';
import { awaitAnswer } from './await-answer.js';

const file = { id: `r.${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`, mimeType: 'text/plain', size: 1 };
const reply: HookReply = { runId: 'r', status: 200, headers: {}, body: '', encoding: 'utf8', file };

describe('An answer with a file that comes to nothing', () => {
  it('leaves no file open when the run cannot be recorded', async () => {
    const opened = openFiles();
    const told = { respond: 'byNode', message: '', recorder: { written: () => refused() } } as const;
    const answer = awaitAnswer(told, (onReply) => {
      onReply(reply, opened.open);
      return newRun();
    });
    await assert.rejects(answer, /disk is gone/);
    assert.deepEqual(opened.left(), []);
  });

  it('leaves no file open when the run cannot begin, or replies after it was answered for', async () => {
    const opened = openFiles();
    const told = { respond: 'byNode', message: '', recorder: { written: () => Promise.resolve() } } as const;
    const failed = awaitAnswer(told, (onReply) => {
      onReply(reply, opened.open);
      return refused();
    });
    await assert.rejects(failed, /disk is gone/);
    let late: () => void = () => undefined;
    const answer = awaitAnswer(told, (onReply) => {
      late = () => onReply(reply, opened.open);
      const run = newRun();
      setImmediate(() => {
        run.finish({ status: 'success', finishedAt: now() });
        run.announceEnd();
      });
      return run;
    });
    assert.equal((await answer).status, 200);
    late();
    assert.deepEqual([opened.count(), opened.left()], [1, []]);
  });
});

function refused(): Promise<never> {
  return Promise.reject(new Error('The disk is gone'));
}

function openFiles() {
  const descriptors: number[] = [];
  return {
    open: () => {
      const descriptor = openSync(import.meta.filename, 'r');
      descriptors.push(descriptor);
      return { ...file, descriptor };
    },
    count: () => descriptors.length,
    /** Those that are open still; closed afterwards. */
    left: () =>
      descriptors.filter((descriptor) => {
        try {
          fstatSync(descriptor);
        } catch {
          return false;
        }
        closeSync(descriptor);
        return true;
      }),
  };
}

function newRun(): ActiveRun {
  const facts = { patternId: 'p', patternName: 'P', patternVersion: 1, environment: 'development' };
  return new ActiveRun(
    { ...facts, id: 'r', trigger: 'webhook', startedAt: now() },
    { userId: null, projectId: 'p' },
    { nodes: [], edges: [] },
  );
}
