import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PatchbayError } from '@patchbay/errors';
import { waitUntil } from '../spec/wait-until.js';
import { hostile, lender, openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

describe('leases', () => {
  let test: TestPool;
  before(async () => {
    test = await openPool();
  });
  after(() => test.close());

  it('are asked of the handlers of the run, with step, slot and connection, and open a client', async () => {
    const run = startRun(test.pool, {
      connectionId: 'c1',
      lease: () => Promise.resolve(lender({ password: 'x' })),
    });
    assert.equal(await resultOf(run), 'done');
    assert.deepEqual(run.questions, [{ nodeId: 'attack', slot: 'lender', connectionId: 'c1' }]);
  });

  it('say which version is open, so that the host need not send the secrets again', async () => {
    const config = lender({ password: 'x' });
    const lease = () => Promise.resolve({ ...config, connectionId: 'c2' });
    await resultOf(startRun(test.pool, { connectionId: 'c2', lease }));
    const { config: _, ...bare } = { ...config, connectionId: 'c2' };
    const second = startRun(test.pool, { connectionId: 'c2', lease: () => Promise.resolve(bare) });
    assert.equal(await resultOf(second), 'done');
    assert.equal(second.questions[0]?.openVersion, 1);
    test.pool.connectionChanged('c2');
    const third = startRun(test.pool, { connectionId: 'c2', lease });
    await resultOf(third);
    assert.equal(third.questions[0]?.openVersion, undefined);
  });

  it('that are denied fail the step with the reason, and of errors that are not ours nothing is told', async () => {
    const denied = new PatchbayError('connection-disabled', 'It was switched off.');
    const first = await startRun(test.pool, { connectionId: 'c3', lease: () => Promise.reject(denied) })
      .outcome;
    assert.deepEqual(
      [first.error?.code, first.error?.detail],
      ['connection-disabled', 'It was switched off.'],
    );
    const foreign = new Error('postgres://user:hunter2@db/');
    const second = await startRun(test.pool, { connectionId: 'c3', lease: () => Promise.reject(foreign) })
      .outcome;
    assert.equal(second.error?.code, 'internal');
    assert.doesNotMatch(JSON.stringify(second), /hunter2/);
  });

  it('are not granted to a run that has ended while the host was deciding', async () => {
    let grant: (connection: ReturnType<typeof lender>) => void = () => undefined;
    const lease = () => new Promise<ReturnType<typeof lender>>((resolve) => (grant = resolve));
    const run = startRun(test.pool, { connectionId: 'c4', lease });
    await run.started;
    await waitUntil('it asks', () => run.questions.length > 0);
    test.pool.cancelRun(run.runId, 'canceled');
    assert.equal((await run.outcome).status, 'canceled');
    grant(lender({ password: 'x' }));
    assert.equal(await resultOf(startRun(test.pool)), 'done');
  });
});

describe('tests of connections and descriptions of plugins', () => {
  it('answer with what the connector found, without the secrets that it quotes', async () => {
    const test = await openPool();
    const options = { projectId: 'project-1', deadlineMs: 5000 };
    const ok = await test.pool.test(lender({ password: 'battery-staple' }), options);
    assert.equal(ok.outcome, 'ok');
    const failed = await test.pool.test(lender({ how: 'nothing', password: 'battery-staple' }), options);
    assert.equal(failed.outcome, 'protocol');
    assert.doesNotMatch(failed.message ?? '', /battery-staple/);
    await test.close();
  });

  it('are over at the deadline, even when the code never pauses', async () => {
    const test = await openPool({ timing: { hungAfterMs: 60_000 } });
    const began = Date.now();
    const result = await test.pool.test(lender({ how: 'hang' }), { projectId: 'project-1', deadlineMs: 500 });
    assert.equal(result.outcome, 'timeout');
    assert.ok(Date.now() - began < 20_000);
    await test.close();
  });

  it('fail with the reason when the runner ends', async () => {
    const test = await openPool();
    const asked = test.pool.test(lender({ how: 'exit' }), { projectId: 'project-1', deadlineMs: 5000 });
    await assert.rejects(asked, { code: 'runner-crashed' });
    await test.close();
  });

  it('give the manifest, and the runner that read the plugin works for no project afterwards', async () => {
    const test = await openPool({ timing: { describerIdleMs: 50 } });
    const describing = test.pool.pids();
    const manifest = await test.pool.describe(hostile);
    assert.deepEqual(
      manifest.nodes.map(({ type }) => type),
      ['hostile.attack', 'hostile.start'],
    );
    assert.deepEqual(manifest.connectors[0]?.auth, 'credentials');
    await waitUntil('it is gone', () => !test.pool.pids().some((pid) => describing.includes(pid)));
    await test.close();
  });

  it('say so when there is no such plugin, or it is none', async () => {
    const test = await openPool();
    const missing = { ...hostile, entry: hostile.entry.replace('index.js', 'missing.js') };
    await assert.rejects(test.pool.describe(missing), { code: 'plugin-load-failed' });
    const none = { ...hostile, entry: hostile.entry.replace('index.js', 'attacks.js') };
    await assert.rejects(test.pool.describe(none), { code: 'plugin-invalid' });
    await test.close();
  });
});
