import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StepRecord } from '@patchbay/contracts';
import { directOver } from '../database/direct.js';
import { HostSession } from '../database/host-session.js';
import { now } from '../database/table.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';
import { ActiveRun } from './active-run.js';
import { runStepTable, runTable } from './run.table.js';
import { RunBatch } from './run-batch.js';
import { RunRecorder } from './run-recorder.js';

const stepOf = (nodeId: string, status: StepRecord['status']): StepRecord => ({
  ...{
    runIndex: 0,
    nodeId,
    name: `Step "${nodeId}" ’ \\ ${'ü'.repeat(5)}`,
    type: 't',
    status,
    startedAt: now(),
    durationMs: 1,
  },
  ...{ attempts: 1, itemCounts: { in: {}, out: {} }, outputs: {}, truncated: false },
});

for (const kind of storeKinds) {
  describe(`The recorder of runs on ${kind}`, () => {
    let host: SpecHost;
    let recorder: RunRecorder;
    before(async () => {
      host = await startSpecHost({ kind });
      recorder = host.app.nest.get(RunRecorder);
    });

    const newRun = () =>
      new ActiveRun(
        {
          ...{ id: randomUUID(), patternId: 'p', patternName: "P'; --", patternVersion: 1 },
          ...{ environment: 'development', trigger: 'manual', startedAt: now() },
        },
        { userId: null, projectId: host.projectId },
        { nodes: [], edges: [] },
      );
    const stored = (run: ActiveRun) => host.store.manager.findOneByOrFail(runTable, { id: run.facts.id });
    const known = (run: ActiveRun) => host.store.manager.existsBy(runTable, { id: run.facts.id });
    const steps = async (run: ActiveRun) => {
      const rows = await host.store.manager.find(runStepTable, {
        where: { runId: run.facts.id },
        order: { position: 'ASC' },
      });
      return rows.map(({ record }) => JSON.parse(record) as StepRecord);
    };

    it('writes no end of a run before the steps that led to it, which come while its turn does', async () => {
      const run = newRun();
      const batch = new RunBatch();
      batch.entryOf(run);
      const write = batch.prepare(host.app.nest.get(HostSession).id);
      run.addStep(stepOf('a', 'success'));
      run.finish({ status: 'success', finishedAt: now() });
      await host.store.transaction((manager) => write(directOver(manager)));
      const { status, finishedAt } = await stored(run);
      assert.deepEqual([status, finishedAt, await steps(run)], ['running', null, []]);
    });

    it('has written what was queued when it says so, the later record of a step in place of the earlier', async () => {
      const run = newRun();
      recorder.record(run);
      recorder.recordStep(run, run.addStep(stepOf('a', 'running')));
      await recorder.written();
      assert.deepEqual(
        [(await stored(run)).status, (await steps(run)).map(({ status }) => status)],
        ['running', ['running']],
      );
      const last = stepOf('a', 'success');
      recorder.recordStep(run, run.addStep(last));
      recorder.recordStep(run, run.addStep(stepOf('b', 'failed')));
      const error = { code: 'step-failed', title: 'The step failed' };
      run.finish({ status: 'failed', finishedAt: now(), error });
      recorder.record(run);
      await recorder.written();
      const row = await stored(run);
      assert.deepEqual([row.status, row.error, row.finishedAt === null], ['failed', error, false]);
      assert.deepEqual((await steps(run))[0], last);
      assert.equal((await steps(run)).length, 2);
    });

    it('writes what was queued right before others that take long to write', async () => {
      const [just, urgent] = [newRun(), newRun()];
      const [release, held] = [new EventEmitter(), new EventEmitter()];
      const isHeld = once(held, 'it');
      const holding = host.store.transaction(async (manager) => {
        if (kind === 'postgres') await manager.query('LOCK TABLE "runs" IN EXCLUSIVE MODE');
        held.emit('it');
        await once(release, 'it');
      });
      await isHeld;
      recorder.record(just);
      recorder.record(urgent);
      const written = recorder.written(urgent);
      // Longer than what nobody waits for is gathered.
      await sleep(50);
      release.emit('it');
      await Promise.all([holding, written]);
      await waitUntil('both are written', async () => (await known(just)) && known(urgent));
    });

    it('writes more than fits into one statement', async () => {
      const runs = Array.from({ length: 1500 }, newRun);
      for (const run of runs) {
        recorder.record(run);
        recorder.recordStep(run, run.addStep(stepOf('a', 'success')));
      }
      await recorder.written();
      for (const run of [runs[0], runs[1499]]) assert.equal(run && (await steps(run)).length, 1);
    });
  });
}

describe('The recorder of runs', () => {
  it('keeps what could not be written, and whoever waits for it waits on', { timeout: 30_000 }, async () => {
    const host = await startSpecHost();
    const recorder = host.app.nest.get(RunRecorder);
    const run = new ActiveRun(
      {
        ...{ id: randomUUID(), patternId: 'p', patternName: 'P', patternVersion: 1 },
        ...{ environment: 'development', trigger: 'manual', startedAt: now() },
      },
      { userId: null, projectId: host.projectId },
      { nodes: [], edges: [] },
    );
    await host.store.dataSource.query('PRAGMA query_only = ON');
    let isWritten = false;
    recorder.record(run);
    recorder.recordStep(run, run.addStep(stepOf('a', 'running')));
    const written = recorder.written().then(() => (isWritten = true));
    await sleep(200);
    assert.equal(isWritten, false);
    recorder.recordStep(run, run.addStep(stepOf('a', 'success')));
    await host.store.dataSource.query('PRAGMA query_only = OFF');
    await written;
    const [row] = await host.store.manager.findBy(runStepTable, { runId: run.facts.id });
    assert.match(row?.record ?? '', /"status":"success"/);
    assert.equal(await host.store.manager.countBy(runTable, { id: run.facts.id }), 1);
  });
});
