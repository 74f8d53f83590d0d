import assert from 'node:assert/strict';
import { closeSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { maxPatterns, type HostMessage, type OpenedConnection } from '@patchbay/protocol';
import { temporaryDirectory } from '../../spec/temporary.js';
import { Exchange } from './exchange.js';
import type { OnReply } from './run-handlers.js';
import { RunTable } from './run-table.js';

const none = () => undefined;

function table(onLease = () => Promise.reject<OpenedConnection>(new Error('none')), onReply: OnReply = none) {
  const sent: HostMessage[] = [];
  const exchange = new Exchange(
    { directory: temporaryDirectory(), fileBytes: 1_000, runBytes: 2_000 },
    'process',
    0,
  );
  const runs = new RunTable({
    send: (message) => sent.push(message),
    exchange,
    cancelGraceMs: 50,
    permit: none,
    returned: none,
    admits: () => true,
    admitsNodes: () => true,
    onOverdue: none,
    onChange: none,
  });
  const start = (runId: string, patternKey: string) => {
    const trigger = { nodeId: 'a', items: [] };
    const names = { patternId: 'p', patternName: 'P', environment: 'development' };
    const order = {
      runId,
      patternKey,
      ...names,
      trigger,
      startedAt: new Date().toISOString(),
      timeoutMs: 60_000,
    };
    runs.start(
      { projectId: 'x', order, graph: { nodes: [], edges: [] } },
      {
        onStep: none,
        onReply,
        onLease,
        onSecrets: () => Promise.resolve({}),
        onMemory: () => Promise.resolve({}),
        onCall: () => Promise.resolve('none'),
        onFinished: none,
      },
    );
  };
  return {
    runs,
    start,
    sent,
    exchange,
    puts: () => sent.filter(({ type }) => type === 'pattern.put').length,
  };
}

describe('the runs of a runner', () => {
  it('have their pattern sent once, and again when the runner has dropped it', () => {
    const { start, puts } = table();
    start('1', 'first');
    start('2', 'first');
    assert.equal(puts(), 1);
    for (let index = 0; index < maxPatterns; index += 1) start(`more-${index}`, `key-${index}`);
    start('3', 'key-499');
    assert.equal(puts(), 1 + maxPatterns);
    start('4', 'first');
    assert.equal(puts(), 2 + maxPatterns);
  });

  it('may be late with what they say, for a while; of runs that never were, nothing is believed', () => {
    const { runs, start } = table();
    start('1', 'first');
    const finished = {
      type: 'run.finished',
      outcome: { runId: '1', status: 'success', finishedAt: '' },
    } as const;
    runs.receive(finished);
    assert.doesNotThrow(() => {
      runs.receive(finished);
    });
    const foreign = { ...finished, outcome: { ...finished.outcome, runId: '2' } };
    assert.throws(
      () => {
        runs.receive(foreign);
      },
      { code: 'message-invalid' },
    );
  });

  it('have a file opened for their answer only where it is one of their own', () => {
    const opened: (string | undefined)[] = [];
    const { runs, start, exchange } = table(undefined, (_reply, openFile) => {
      const file = openFile();
      opened.push(file && `${file.mimeType} ${readFileSync(file.descriptor, 'utf8')}`);
      if (file) closeSync(file.descriptor);
    });
    const fileOf = (id: string) => ({ id, mimeType: 'text/plain', size: 4 });
    const [mine = '', others = ''] = ['1', '2'].map((runId) => {
      const id = `${runId}.00000000-0000-4000-8000-000000000000`;
      start(runId, 'first');
      writeFileSync(join(exchange.directory, id), `of ${runId}`);
      runs.receive({ type: 'run.file', runId, file: fileOf(id) });
      return id;
    });
    const answer = (id: string) => {
      const file = { ...fileOf(id), mimeType: 'text/html' };
      const reply = { runId: '1', status: 200, headers: {}, body: '', encoding: 'utf8', file } as const;
      runs.receive({ type: 'hook.reply', reply });
    };
    for (const id of [mine, others, '1.00000000-0000-4000-8000-000000000001']) answer(id);
    rmSync(join(exchange.directory, mine));
    symlinkSync(join(exchange.directory, others), join(exchange.directory, mine));
    answer(mine);
    assert.deepEqual(opened, ['text/plain of 1', undefined, undefined, undefined]);
  });

  it('get no credentials once they have ended, even if the host was still deciding', async () => {
    let decide: (connection: OpenedConnection) => void = () => undefined;
    const { runs, start, sent } = table(() => new Promise((resolve) => (decide = resolve)));
    const ask = (requestId: number) => {
      const question = { nodeId: 'a', slot: 's', connectionId: 'c', requestId, runId: '1' };
      runs.receive({ type: 'lease.request', ...question });
    };
    const pool = { poolSize: 1, maxOverflow: 1, poolRecycle: 1 };
    const opened = { connectionId: 'c', version: 1, connectorType: 'x', config: { password: 'p' }, pool };
    start('1', 'first');
    ask(1);
    decide(opened);
    await setImmediate();
    assert.equal(sent.at(-1)?.type, 'lease.granted');
    ask(2);
    runs.receive({ type: 'run.finished', outcome: { runId: '1', status: 'success', finishedAt: '' } });
    const before = sent.length;
    decide(opened);
    await setImmediate();
    assert.equal(sent.length, before);
  });
});
