import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { PluginSource } from '@patchbay/protocol';
import { hostile, lender, openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

/** The same plugin once more, under a name of its own and as one that did not come with Patchbay. */
function foreignCopy(folder: string): PluginSource {
  // Runners have users of their own, who must be able to read it.
  chmodSync(folder, 0o755);
  cpSync(dirname(hostile.entry), folder, { recursive: true });
  return {
    ...hostile,
    packageName: 'foreign',
    entry: join(folder, 'index.js'),
    provides: { name: 'foreign', connectorTypes: ['foreign_lender'] },
  };
}

describe('a foreign plugin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-foreign-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const foreign = foreignCopy(folder);
  const open = (typeOf = 'lender') =>
    openPool({ plugins: [hostile, foreign], foreign: 'foreign', typeOf: () => typeOf });
  const life = async (test: TestPool, plugin: string) =>
    resultOf(startRun(test.pool, { how: 'memory', prefix: plugin }));

  it('never shares a process with runs of the same project that do not use it', async () => {
    const test = await open();
    const [own, other] = [
      startRun(test.pool, { how: 'slowly', target: { milliseconds: 500 } }),
      startRun(test.pool, { how: 'slowly', target: { milliseconds: 500 }, prefix: 'foreign' }),
    ];
    await Promise.all([own.started, other.started]);
    assert.equal(test.pool.workers().length, 2);
    await Promise.all([resultOf(own), resultOf(other)]);
    assert.equal(await life(test, 'foreign'), await life(test, 'foreign'));
    await test.close();
  });

  it('is loaded for the connector of a connection only beside runs that use it, too', async () => {
    const test = await open('foreign_lender');
    const lease = () => Promise.resolve({ ...lender({}), connectorType: 'foreign_lender' });
    const plain = startRun(test.pool, { how: 'slowly', target: { milliseconds: 500 } });
    const leasing = startRun(test.pool, {
      connectionId: 'c1',
      how: 'slowly',
      target: { milliseconds: 500 },
      lease,
    });
    await Promise.all([plain.started, leasing.started]);
    assert.equal(test.pool.workers().length, 2);
    await Promise.all([resultOf(plain), leasing.outcome]);
    await test.close();
  });

  it('gets no credentials where it must not be loaded, whatever was thought to be the type before', async () => {
    const test = await open();
    const lease = () => Promise.resolve({ ...lender({ password: 'x' }), connectorType: 'foreign_lender' });
    const { error } = await startRun(test.pool, { connectionId: 'c1', lease }).outcome;
    assert.equal(error?.code, 'lease-denied');
    await test.close();
  });

  it('can be canceled while the types of its connections are asked for', async () => {
    let answer: (types: Map<string, string>) => void = () => undefined;
    const typesOf = () => new Promise<Map<string, string>>((resolve) => (answer = resolve));
    const test = await openPool({ plugins: [hostile, foreign], foreign: 'foreign', typesOf });
    const run = startRun(test.pool, { connectionId: 'c1' });
    test.pool.cancelRun(run.runId, 'canceled');
    assert.equal((await run.outcome).status, 'canceled');
    answer(new Map());
    const failing = startRun(test.pool, { connectionId: 'c1' });
    answer(new Map([['c1', 'foreign_lender']]));
    test.pool.cancelRun(failing.runId, 'canceled');
    assert.equal((await failing.outcome).status, 'canceled');
    await test.close();
  });

  it('describes itself in a process of its own, so that it cannot change what others say', async () => {
    const test = await open();
    const [one, two] = await Promise.all([test.pool.describe(hostile), test.pool.describe(foreign)]);
    assert.deepEqual([one.name, two.name], ['hostile', 'foreign']);
    assert.equal(test.pool.workers().length, 2);
    await test.close();
  });
});
