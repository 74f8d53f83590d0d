import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PatternNode, RunSummary } from '@patchbay/contracts';
import { temporaryDirectory } from '../spec/temporary.js';
import { chain, createDatabase, createPattern, editNode, sqlNode, start } from '../spec/graphs.js';
import { type HostProcess, startHostProcess } from '../spec/host-process.js';
import { advisoryLock, isExecuting } from '../spec/postgres-server.js';
import { waitUntil } from '../spec/wait-until.js';

const runsOf = async (host: HostProcess, patternId: string) => {
  const { body } = await host.admin.get(`/runs?patternId=${patternId}&limit=200`);
  return body['items'] as RunSummary[];
};
const hook = (respond: string): PatternNode => ({
  ...{ id: 'hook', name: 'Hook', type: 'core.webhookTrigger' },
  parameters: { path: respond.toLowerCase(), respond },
});
const answer: PatternNode = { id: 'answer', name: 'Answer', type: 'core.respond' };
const failedWith = (run: RunSummary | undefined) => [run?.status, run?.error?.code, run?.finishedAt !== null];

describe('A host that is killed', () => {
  it('has recorded every run that it answered for, whichever way', async () => {
    const home = temporaryDirectory();
    const first = await startHostProcess(home);
    const ways = new Map([['byHand', await createPattern(first.admin, chain(start, editNode(1)))]]);
    for (const respond of ['immediately', 'whenDone', 'byNode']) {
      const id = await createPattern(
        first.admin,
        chain(hook(respond), respond === 'byNode' ? answer : editNode(1)),
      );
      await first.admin.patch(`/patterns/${id}`, { active: true });
      ways.set(respond, id);
    }
    const answered = new Map<string, number>();
    const one = async (way: string, id: string) => {
      const { status } =
        way === 'byHand'
          ? await first.admin.post(`/patterns/${id}/run`, {})
          : await fetch(`${first.url}/hooks/development/${way.toLowerCase()}`, { method: 'POST' });
      assert.ok(status < 300, `${way}: ${status}`);
      answered.set(way, (answered.get(way) ?? 0) + 1);
      // Killed between two answers: each of the four ways has given some.
      if (answered.size === ways.size && [...answered.values()].every((count) => count >= 8))
        await first.end('SIGKILL');
    };
    const all = Array.from({ length: 40 }, () => [...ways].map(([way, id]) => one(way, id))).flat();
    await Promise.allSettled(all);
    const second = await startHostProcess(home);
    for (const [way, id] of ways) {
      const runs = await runsOf(second, id);
      const count = answered.get(way) ?? 0;
      assert.ok(count >= 8 && runs.length >= count, `${way}: ${count} answered, ${runs.length} found`);
      assert.ok(runs.every(({ finishedAt }) => finishedAt !== null));
    }
    await second.end('SIGTERM');
  });

  it('says of the runs that were going on that they were interrupted', async () => {
    const home = temporaryDirectory();
    const first = await startHostProcess(home);
    const database = await createDatabase(first.admin, 'Database');
    const id = await createPattern(first.admin, chain(start, sqlNode(database, 'SELECT pg_sleep(60)')));
    await first.admin.post(`/patterns/${id}/run`, {});
    await first.end('SIGKILL');
    const second = await startHostProcess(home);
    assert.deepEqual(failedWith((await runsOf(second, id))[0]), ['failed', 'run-interrupted', true]);
    await second.end('SIGTERM');
  });
});

describe('A host that is stopped', () => {
  it('lets a short run finish and stops a long one, without waiting for it', async () => {
    const home = temporaryDirectory();
    const first = await startHostProcess(home);
    const database = await createDatabase(first.admin, 'Database');
    const lock = await advisoryLock();
    const short = await createPattern(first.admin, chain(start, sqlNode(database, lock.waitForIt)));
    const long = await createPattern(
      first.admin,
      chain(start, sqlNode(database, 'SELECT pg_sleep(600) /* long */')),
    );
    for (const id of [short, long]) await first.admin.post(`/patterns/${id}/run`, {});
    for (const mark of [lock.waitForIt, '/* long */'])
      await waitUntil('the query runs', () => isExecuting(mark));
    const ended = first.end('SIGTERM');
    // The signal is there before the database has let the query go on, and the run has little time left then.
    await lock.release();
    assert.equal(await ended, 0);
    const second = await startHostProcess(home);
    assert.equal((await runsOf(second, short))[0]?.status, 'success');
    assert.deepEqual((await runsOf(second, long))[0]?.status, 'canceled');
    await second.end('SIGTERM');
  });
});
