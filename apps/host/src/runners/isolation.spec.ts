import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { rungs, type Rung } from './isolation/rungs.js';
import { offersOf } from './testing/offered.js';
import { hostile, openPool, planted, type TestPool, type TestPoolOptions } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

type Tried = Record<string, { value?: unknown; error?: string }>;

async function attack(test: TestPool, how: string, target: object = {}): Promise<Tried> {
  return (await resultOf(startRun(test.pool, { how, target }))) as Tried;
}

/** A process of the host's user that is not the host, for attacks to try. */
function bystander(): { pid: number; end: () => void } {
  const child = spawn('/bin/sleep', ['600'], { env: { PLANTED: planted } });
  assert.ok(child.pid);
  return { pid: child.pid, end: () => child.kill('SIGKILL') };
}

const offers = offersOf([]);

/** A pool at this rung; undefined where the machine does not offer it, after the refusal was found to say so. */
async function openRung(rung: Rung, options: TestPoolOptions = {}): Promise<TestPool | undefined> {
  if (offers[rung].works) return openPool({ ...options, isolation: rung });
  await assert.rejects(openPool({ ...options, isolation: rung }), {
    code: 'runner-unavailable',
    message: offers[rung].because,
  });
  return undefined;
}

const hidesFiles: readonly Rung[] = ['namespaces+user', 'namespaces', 'user', 'permission'];
const stopsSignals: readonly Rung[] = ['namespaces+user', 'namespaces', 'user'];
const hasUsers: readonly Rung[] = ['namespaces+user', 'user'];

for (const rung of rungs) {
  const hides = hidesFiles.includes(rung);

  describe(`isolation "${rung}"`, () => {
    it(`${hides ? 'hides' : 'does not hide'} state, logs and master key`, async () => {
      const test = await openRung(rung);
      if (!test) return;
      const { root, state, logs, keyFile } = test.data;
      const paths = [state, join(state, 'patchbay.sqlite'), logs, join(logs, 'host.log'), keyFile];
      const read = await attack(test, 'read', { paths });
      for (const path of paths)
        assert.equal(read[path]?.error !== undefined, hides, `${path}: ${JSON.stringify(read[path])}`);
      await attack(test, 'write', { paths: [keyFile, join(root, 'new')] });
      assert.equal(readFileSync(keyFile, 'latin1') === planted, hides);
      assert.equal(existsSync(join(root, 'new')), !hides);
      await test.close();
    });

    it('lets connectors use their files, also those that an operator put there', async () => {
      const test = await openRung(rung, { name: " with blanks, 'quotes' and a\nline break" });
      if (!test) return;
      const mine = join(test.data.files, 'mine.db');
      writeFileSync(mine, 'rows', { mode: 0o600 });
      const own = join(test.data.files, 'own.db');
      assert.deepEqual((await attack(test, 'read', { paths: [mine] }))[mine], { value: 'rows' });
      assert.deepEqual(await attack(test, 'write', { paths: [mine, own] }), {
        [mine]: { value: true },
        [own]: { value: true },
      });
      assert.equal(readFileSync(own, 'latin1'), 'written');
      await test.close();
    });

    // At the last rung it depends on whether the host runs as root, whose processes one without capabilities cannot read.
    if (hides) {
      it('keeps the environment of other processes from it', async () => {
        const test = await openRung(rung);
        if (!test) return;
        const { pid, end } = bystander();
        const paths = [`/proc/${pid}/environ`, `/proc/${process.pid}/environ`, '/proc/1/environ'];
        const read = await attack(test, 'read', { paths });
        end();
        assert.ok(
          paths.every((path) => read[path]?.error !== undefined),
          JSON.stringify(read),
        );
        await test.close();
      });
    }

    it(`${stopsSignals.includes(rung) ? 'stops' : 'does not stop'} signals to other processes`, async () => {
      const test = await openRung(rung);
      if (!test) return;
      const { pid, end } = bystander();
      const sent = await attack(test, 'signal', { pids: [pid] });
      end();
      assert.equal(sent[pid]?.error !== undefined, stopsSignals.includes(rung), JSON.stringify(sent));
      await test.close();
    });

    it('gives it no environment, no secrets in its arguments, no capabilities and no core dumps', async () => {
      const test = await openRung(rung);
      if (!test) return;
      const self = await attack(test, 'self');
      const { env, argv, limits, status, uid } = self as unknown as Record<string, { value?: string }>;
      assert.deepEqual(Object.keys(env ?? {}).sort(), ['LANG', 'TZ']);
      assert.ok(!JSON.stringify([self['initialEnv'], argv]).includes('PATCHBAY'));
      assert.equal(self['hasProto'], false);
      if (hasUsers.includes(rung)) assert.ok(Number(uid) >= 64_200);
      if (rung !== 'permission') {
        assert.match(status?.value ?? '', /CapEff:\s0{16}\s/);
        assert.match(status?.value ?? '', /NoNewPrivs:\s1/);
        assert.match(limits?.value ?? '', /Max core file size\s+[01] /);
      }
      await test.close();
    });
  });
}

describe('a runner in namespaces', () => {
  it('cannot start programs without end, nor run what it wrote', async () => {
    const timing = { hungAfterMs: 20_000 };
    const test = await openRung('namespaces+user', { timing });
    if (!test) return;
    const started = (await attack(test, 'startMany', { count: 200 })) as unknown;
    assert.ok(typeof started === 'number' && started < 128, `${String(started)} processes`);
    await test.close();
    const other = await openRung('namespaces+user', { timing });
    if (!other) return;
    for (const path of ['/tmp/program', join(other.data.files, 'program')]) {
      assert.equal(await attack(other, 'execute', { path }), 'EACCES');
    }
    await other.close();
  });

  it('sees the code of plugins that were installed later, because it is replaced', async () => {
    const test = await openRung('namespaces', { plugins: [] });
    if (!test) return;
    test.pool.setPlugins([hostile]);
    assert.equal(await resultOf(startRun(test.pool)), 'done');
    await test.close();
  });
});

describe('a rung', () => {
  const runner = fileURLToPath(new URL('..', import.meta.resolve('@patchbay/runner')));
  // Of the code, but not needed to run it.
  const hidden = [join(runner, 'src'), join(runner, 'tsconfig.json')];

  it('covers what must be hidden even where it lies among the code', async () => {
    const test = await openRung('namespaces', { hidden });
    if (!test) return;
    const read = await attack(test, 'read', { paths: hidden });
    assert.deepEqual(Object.values(read), [{ value: '' }, { value: '' }]);
    await test.close();
  });

  it('is refused when its runner can still read what it should hide', async () => {
    const asked = openPool({ isolation: 'permission', hidden });
    await assert.rejects(asked, { code: 'runner-unavailable', message: /could read .*tsconfig\.json/ });
  });

  it('that does not exist is a mistake in the configuration', async () => {
    await assert.rejects(openPool({ isolation: 'best' }), { code: 'config-invalid' });
  });
});
