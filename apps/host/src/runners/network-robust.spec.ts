import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { startSpies, type Spies } from './testing/network-spies.js';
import { offersOf } from './testing/offered.js';
import { lender, openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

const offers = offersOf([]);
const patienceMs = 20_000;
/** Bare Node needs 45 MB; the rest is what the connections of one runner may take. */
const mostDialerMb = 150;

// A machine that grants no network namespace starts no dialer.
if (offers['namespaces+user'].network || offers.namespaces.network)
  describe('the process that makes the connections of runners', () => {
    let spies: Spies;
    let test: TestPool;
    let line: string;
    before(async () => {
      spies = await startSpies();
      test = await openPool({ network: 'separated', max: 3, spares: 2 });
      const facts = { host: '127.0.0.1', port: spies.port, purpose: 'socket', origin: 'connection' };
      line = `${JSON.stringify({ ...facts, timeoutMs: 5000 })}\n`;
    });
    after(async () => {
      await test.close();
      spies.close();
    });

    /** A runner of this project, which may connect to the spy. */
    const lend = async (projectId: string) => {
      const connection = lender({ destinations: [{ host: '127.0.0.1', port: spies.port }] });
      const lease = () => Promise.resolve({ ...connection, connectionId: projectId });
      await resultOf(startRun(test.pool, { connectionId: projectId, lease, projectId }));
    };
    const start = (projectId: string, how: string, target: object) =>
      startRun(test.pool, { how, target, projectId });
    const answer = async (projectId: string) => {
      const [said = ''] = (await resultOf(start(projectId, 'ask', { lines: [line] }))) as string[];
      return said;
    };
    const becomes = async (isSo: () => boolean, what: () => string) => {
      for (const until = Date.now() + patienceMs; !isSo(); await setTimeout(10))
        assert.ok(Date.now() < until, what());
    };

    it('closes everything that a runner had open when the runner ends', async () => {
      await lend('ending');
      assert.equal(await resultOf(start('ending', 'hold', { line, count: 20 })), 20);
      // A connection stands before the one who listens has heard of it.
      await becomes(
        () => spies.open() === 20,
        () => `${spies.open()} are open`,
      );
      await start('ending', 'exit', {}).outcome;
      await becomes(
        () => spies.open() === 0,
        () => `${spies.open()} are left`,
      );
    });

    it('keeps its memory while a runner opens 10,000 sockets and reads nothing, and serves the others', async () => {
      await lend('greedy');
      await lend('modest');
      const flood = start('greedy', 'hold', { line, count: 10_000, milliseconds: 300 });
      let served = 0;
      let isOver = false;
      void flood.outcome.then(() => (isOver = true));
      for (let most = 0; !isOver || served === 0; most = Math.max(most, dialerMb(test))) {
        assert.match(await answer('modest'), /^\{"ok":true/u);
        served += 1;
        assert.ok(most < mostDialerMb, `${most} MB`);
      }
      await start('greedy', 'exit', {}).outcome;
      assert.ok(spies.open() <= 256, `${spies.open()} of one runner`);
      await becomes(
        () => spies.open() === 0,
        () => `${spies.open()} are left`,
      );
    });

    it('is started again when it is killed: what was open ends, and the same runners may connect again', async () => {
      await lend('steady');
      const before = test.starts();
      assert.equal(await resultOf(start('steady', 'hold', { line, count: 20 })), 20);
      const { dialerPid: killed } = test.pool;
      process.kill(killed ?? 0, 'SIGKILL');
      await becomes(
        () => spies.open() === 0,
        () => `${spies.open()} are left`,
      );
      // A runner that asks in between is told at once, and may ask again.
      for (const until = Date.now() + patienceMs; ;) {
        const said = await answer('steady');
        if (said.startsWith('{"ok":true')) break;
        assert.match(said, /^(ENOENT|ECONNREFUSED|ECONNRESET|EPIPE|)$/u);
        assert.ok(Date.now() < until, said);
      }
      assert.notEqual(test.pool.dialerPid, killed);
      assert.equal(test.starts(), before, 'no runner had to be replaced');
    });
  });

function dialerMb({ pool }: TestPool): number {
  const status = readFileSync(`/proc/${pool.dialerPid ?? 0}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1]) / 1024;
}
