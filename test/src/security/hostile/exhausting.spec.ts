import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runVictim, openWorld, type World } from './world.js';

describe('a hostile plugin that uses up or breaks', () => {
  let world: World;
  before(async () => {
    world = await openWorld({
      PATCHBAY_RUNNER_MEMORY_MB: '160',
      PATCHBAY_RUN_FILE_MB: '16',
      PATCHBAY_RUN_FILES_MB: '32',
    });
  });
  after(() => world.close());

  /** Technique, its target, and what the record of its run must say. */
  const ends: [technique: string, target: object, code: string, detail: RegExp][] = [
    ['exit', { code: 0 }, 'runner-crashed', /exit code 0/],
    ['exit', { code: 137 }, 'runner-crashed', /SIGKILL/],
    ['abort', {}, 'runner-crashed', /abort/],
    ['uncaught', {}, 'runner-crashed', /uncaught: TypeError/],
    ['memory', {}, 'runner-out-of-memory', /160 MB|memory/],
    ['hang', {}, 'runner-hung', /no sign of life/],
  ];
  for (const [technique, target, code, detail] of ends) {
    it(`ends its own run alone, which is recorded with the reason: ${technique} ${JSON.stringify(target)}`, async () => {
      const [run, victim] = await Promise.all([
        world.attempt(technique, target),
        runVictim(world.host, world.victimId),
      ]);
      assert.deepEqual([run.status, victim.status], ['failed', 'success'], JSON.stringify(run.error));
      assert.equal(run.error?.code, code);
      assert.match(run.error?.detail ?? '', detail);
      const kept = await world.host.api.call('runGet', { params: { id: run.id } });
      assert.deepEqual(kept.error, run.error);
      await world.victimWorks();
    });
  }

  it('starts processes and threads up to a limit, and the victim goes on', async () => {
    const started = await world.attempt('forks', { count: 300 });
    if (started.status === 'success') {
      const found = Number(started.steps[1]?.outputs.main?.[0]?.json.found);
      assert.ok(found < 128, `${found} processes`);
    }
    await world.victimWorks();
    const threads = await world.attempt('workers', { count: 200 });
    if (threads.status === 'success')
      assert.ok(Number(threads.steps[1]?.outputs.main?.[0]?.json.found) < 128);
    else assert.match(threads.error?.code ?? '', /^runner-/);
    await world.victimWorks();
  });

  it('opens files until its own limit, which is not that of the host', async () => {
    const run = await world.attempt('descriptors');
    const found = run.steps[1]?.outputs.main?.[0]?.json.found as { end?: string } | undefined;
    assert.ok(run.error?.code.startsWith('runner-') === true || found?.end === 'EMFILE', JSON.stringify(run));
    await world.victimWorks();
    // The plugin's next run would get the same runner, where nothing can be opened.
    await world.attempt('exit', { code: 0 });
  });

  it('fills its own temporary folder only', async () => {
    const target = { path: '/tmp/filling', megabytes: 300 };
    const run = await world.attempt('fillDisk', target);
    const found = run.steps[1]?.outputs.main?.[0]?.json.found as { written: number; end: object } | undefined;
    if (world.rung.startsWith('namespaces'))
      assert.ok(run.status === 'failed' || (found?.written ?? 0) <= 64, JSON.stringify(found));
    await world.victimWorks();
  });

  for (const isNameless of [false, true]) {
    it(`fills the disk by the files of its run ${isNameless ? 'without a name' : 'in a folder below'} not for long`, async () => {
      const parent = join(world.host.dataDirectory, 'exchange');
      const run = await world.attempt('fillExchange', { parent, megabytes: 300, isNameless });
      assert.deepEqual(
        [run.status, run.error?.code],
        ['failed', 'runner-overfull'],
        JSON.stringify(run.error),
      );
      assert.match(run.error?.detail ?? '', /has \d{2,3} MB there, and its runs may have 64 MB/);
      await world.victimWorks();
      const { items } = await world.host.api.call('auditList', { query: {} });
      assert.ok(
        items.some(({ action }) => action === 'runner.stopped'),
        'it is on record',
      );
    });
  }

  it('prints without end, and the log stays small', async () => {
    const run = await world.attempt('output', { megabytes: 20 });
    assert.equal(run.status, 'success', JSON.stringify(run.error));
    await world.victimWorks();
  });

  it('keeps no lease and no place when its run is cancelled', async () => {
    const { api } = world.host;
    const keepsake = await api.call('connectionCreate', {
      body: { name: 'Keepsake', type: 'keepsake', config: { password: 'kept-secret-1' } },
    });
    const attempt = world.attempt('keepLease', {}, { keepsake: keepsake.id });
    let running: string | undefined;
    for (const until = Date.now() + 20_000; running === undefined && Date.now() < until;) {
      const { items } = await api.call('runList', {});
      running = items.find(({ status }) => status === 'running')?.id;
    }
    await api.call('runCancel', { params: { id: running ?? '' } });
    assert.equal((await attempt).status, 'canceled');
    await world.victimWorks();
  });

  it('leaves nothing behind for runs that do not use it', async () => {
    await world.find('leaveBehind');
    const run = await runVictim(world.host, world.victimId);
    assert.equal(run.status, 'success');
    assert.ok(!JSON.stringify(run).includes('leftBehind'));
  });
});
