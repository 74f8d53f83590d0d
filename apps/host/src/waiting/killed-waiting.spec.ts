import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunDetail } from '@patchbay/contracts';
import { read } from '../spec/api.js';
import { chain, createDatabase, createPattern, editNode, sqlNode, start } from '../spec/graphs.js';
import { type HostProcess, startHostProcess } from '../spec/host-process.js';
import { asSuperuser } from '../spec/postgres-server.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { waitUntil } from '../spec/wait-until.js';
import { outputOf, waitNode } from './waiting.spec.support.js';

const count = 12;
const answeredBeforeKill = 3;

const runOf = async ({ admin }: HostProcess, id: string) =>
  (await admin.get(`/runs/${id}`)).body as unknown as RunDetail;
const statusOf = async (host: HostProcess, id: string) => (await runOf(host, id)).status;

/** Each run writes once into a table what it did after it waited. */
const insert = "=INSERT INTO gone_on VALUES ({{ $('Start').first().json.id }})";

async function begin(host: HostProcess, patternId: string, id: string) {
  const { body } = await host.admin.post(`/patterns/${patternId}/run`, { wait: true, input: { id } });
  const run = body as unknown as RunDetail;
  assert.equal(run.status, 'waiting', JSON.stringify(body));
  const { pathname } = new URL(String(outputOf(run, 'edit')[0]?.['value']));
  return { id, runId: run.id, pathname };
}

type Begun = Awaited<ReturnType<typeof begin>>;

describe('Runs that wait while their host is killed', () => {
  it('go on after the restart, each once: by a call, by another call where the first was not answered, or at their time', async () => {
    await asSuperuser('DROP TABLE IF EXISTS gone_on');
    await asSuperuser('CREATE TABLE gone_on (id text)');
    const home = temporaryDirectory();
    const first = await startHostProcess(home);
    const database = await createDatabase(first.admin, 'Database');
    const pattern = (parameters: object) => {
      const waits = waitNode({ resume: 'webhook', respond: 'whenDone', ...parameters });
      return chain(start, editNode('={{ $run.resumeUrl }}'), waits, sqlNode(database, insert));
    };
    const called = await createPattern(first.admin, pattern({}));
    const timed = await createPattern(
      first.admin,
      pattern({ limit: 'timeInterval', limitAmount: 1, limitUnit: 'seconds' }),
    );
    const runs: Begun[] = [];
    for (let n = 0; n < count; n++) runs.push(await begin(first, called, `called ${n}`));
    const late = await begin(first, timed, 'timed');
    await first.end('SIGKILL');

    const second = await startHostProcess(home);
    await waitUntil('its time has come', async () => (await statusOf(second, late.runId)) === 'success');
    for (const { runId } of runs) assert.equal(await statusOf(second, runId), 'waiting');
    const answered = await callUntilKilled(second, runs);

    const third = await startHostProcess(home);
    for (const run of runs) await checkAfterKill(third, run, answered.has(run.id));
    await third.end('SIGTERM');
    const rows = await asSuperuser('SELECT id, count(*) AS times FROM gone_on GROUP BY id');
    const times = new Map(rows.map((row) => [row['id'], Number(row['times'])]));
    assert.deepEqual(
      [...times.values()].filter((each) => each !== 1),
      [],
    );
    assert.equal(times.get('timed'), 1);
    for (const id of answered) assert.equal(times.get(id), 1, id);
  });
});

/** Calls all of them at once, and kills the host as soon as some have answered. */
async function callUntilKilled(host: HostProcess, runs: readonly Begun[]): Promise<Set<string>> {
  const answered = new Set<string>();
  const calls = runs.map(async ({ id, pathname }) => {
    const { status } = await fetch(`${host.url}${pathname}`);
    assert.equal(status, 200);
    answered.add(id);
    if (answered.size === answeredBeforeKill) await host.end('SIGKILL');
  });
  await Promise.allSettled(calls);
  assert.ok(answered.size >= answeredBeforeKill);
  return answered;
}

/** What was answered is done; what was not taken can still be called; what was cut off says so. */
async function checkAfterKill(host: HostProcess, { runId, pathname }: Begun, wasAnswered: boolean) {
  const before = await statusOf(host, runId);
  const answer = await read(await fetch(`${host.url}${pathname}`));
  assert.equal(answer.status, before === 'waiting' ? 200 : 404, answer.text);
  const { status, error } = await runOf(host, runId);
  if (wasAnswered) assert.equal(before, 'success');
  if (status !== 'success') assert.deepEqual([status, error?.code], ['failed', 'run-interrupted']);
}
