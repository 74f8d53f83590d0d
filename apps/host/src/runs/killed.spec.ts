import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PatternNode, RunStatus } from '@patchbay/contracts';
import { apiOf } from '../spec/api.js';
import { chain, createPattern, editNode } from '../spec/graphs.js';
import { founder } from '../spec/host.js';
import { freePort, startKillableHost } from '../spec/killed-host.js';
import { hostMain, pack } from '../spec/packed-host.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { waitUntil } from '../spec/wait-until.js';

/** Together; several hosts are killed side by side, because each waits now and then. */
const kills = 50;
const lanes = 5;
const clients = 8;

const ways = ['immediately', 'whenDone'] as const;
type Way = (typeof ways)[number];

/** What was answered: by the id of the request, or by the run that the answer names. */
interface Answered {
  done: Set<string>;
  begun: Set<string>;
}

describe('A tree of processes that is killed under load, fifty times', () => {
  it(
    'has every run that it answered for on record exactly once, and nothing half',
    { timeout: 600_000 },
    async () => {
      const [main = ''] = await pack(hostMain);
      await Promise.all(
        Array.from({ length: lanes }, (_, lane) => killAndCount(main, `${lane}`, kills / lanes)),
      );
    },
  );
});

async function killAndCount(main: string, lane: string, rounds: number): Promise<void> {
  const home = temporaryDirectory();
  const port = await freePort();
  const answered: Answered = { done: new Set(), begun: new Set() };
  await prepare(main, home, port);
  for (let round = 0; round < rounds; round++) {
    const host = startKillableHost(main, home, port);
    await underLoad(host.url, `${lane}-${round}`, answered, () => host.kill());
  }
  const last = startKillableHost(main, home, port);
  await waitUntil('the host answers', () => isReady(last.url), 60_000);
  await last.stop();
  assert.ok(answered.done.size >= rounds && answered.begun.size >= rounds);
  compare(answered, recorded(home));
}

async function prepare(main: string, home: string, port: number): Promise<void> {
  const host = startKillableHost(main, home, port);
  await waitUntil('the host answers', () => isReady(host.url), 60_000);
  const anonymous = apiOf(host.url);
  const { body } = await anonymous.post('/setup', founder);
  const admin = anonymous.with({ authorization: `Bearer ${String(body['token'])}` });
  for (const way of ways) {
    const id = await createPattern(admin, chain(hook(way), editNode(1)));
    assert.equal((await admin.patch(`/patterns/${id}`, { active: true })).status, 200);
  }
  await host.kill();
}

/** Asks without a pause once the host answers, for a while, and kills it then, between any two of its steps. */
async function underLoad(
  url: string,
  round: string,
  answered: Answered,
  kill: () => Promise<unknown>,
): Promise<void> {
  let count = 0;
  let isOver = false;
  const askOnce = async (way: Way, id: string): Promise<boolean> => {
    const answer = await ask(`${url}/hooks/development/${way.toLowerCase()}`, id);
    if (answer === undefined) return false;
    count += 1;
    if (way === 'whenDone') answered.done.add(id);
    else answered.begun.add(String(answer['runId']));
    return true;
  };
  const client = async (_: unknown, number: number) => {
    for (let n = 0; !isOver; n++)
      if (!(await askOnce(ways[n % ways.length] ?? 'whenDone', `${round}-${number}-${n}`))) await sleep(20);
  };
  // Alone: a start would have to share the processors with those who ask in vain.
  await waitUntil('the host answers', () => askOnce('immediately', `${round}-first`), 60_000);
  const all = Promise.all(Array.from({ length: clients }, client));
  await waitUntil('some are answered', () => Promise.resolve(count > 2 * clients), 60_000);
  await sleep(Math.random() * 60);
  await kill();
  isOver = true;
  await all;
}

/** The body of a good answer; undefined when the host has not started yet, or was killed. */
async function ask(url: string, id: string): Promise<Record<string, unknown> | undefined> {
  const headers = { 'content-type': 'application/json' };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ id }) });
    const body = (await answer.json()) as Record<string, unknown>;
    return answer.ok ? body : undefined;
  } catch {
    return undefined;
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
  return answer?.status === 200;
}

interface Recorded {
  id: string;
  /** What the request called itself, as far as that was recorded. */
  request: string | undefined;
  status: RunStatus;
  finishedAt: string | null;
  steps: number;
}

/** Every run of the store. */
function recorded(home: string): Recorded[] {
  const database = new Database(join(home, 'data', 'state', 'patchbay.sqlite'));
  const orphans = database
    .prepare('SELECT 1 FROM run_steps WHERE "runId" NOT IN (SELECT id FROM runs)')
    .all([]);
  assert.deepEqual(orphans, []);
  const rows = database
    .prepare(
      `SELECT id, status, "finishedAt", (SELECT count(*) FROM run_steps s WHERE s."runId" = r.id) AS steps,
        (SELECT record FROM run_steps s WHERE s."runId" = r.id AND s.position = 0) AS hook FROM runs r`,
    )
    .all([]) as (Omit<Recorded, 'request'> & { hook: string | null })[];
  database.close();
  return rows.map(({ hook: record, ...row }) => ({ ...row, request: requestIn(record) }));
}

function requestIn(record: string | null): string | undefined {
  if (record === null) return undefined;
  const { outputs } = JSON.parse(record) as { outputs: { main?: { json: { body?: { id?: string } } }[] } };
  return outputs.main?.[0]?.json.body?.id;
}

function compare(answered: Answered, runs: readonly Recorded[]): void {
  for (const run of runs) {
    assert.ok(run.finishedAt !== null && run.status !== 'running', 'a run of a killed host still runs');
    if (run.status === 'success') assert.equal(run.steps, 2, 'a run succeeded without its steps');
  }
  const ids = new Set(runs.map(({ id }) => id));
  for (const id of answered.begun) assert.ok(ids.has(id), `the run ${id} was acknowledged and is lost`);
  const succeeded = runs.filter(({ status }) => status === 'success').map(({ request }) => request);
  const times = new Map<string | undefined, number>();
  for (const request of succeeded) times.set(request, (times.get(request) ?? 0) + 1);
  for (const id of answered.done) assert.equal(times.get(id), 1, `${id} was answered`);
}

function hook(respond: Way): PatternNode {
  const parameters = { path: respond.toLowerCase(), respond };
  return { id: 'hook', name: 'Hook', type: 'core.webhookTrigger', parameters };
}

const Database = createRequire(import.meta.url)('libsql') as new (path: string) => {
  prepare(sql: string): { all(values: readonly unknown[]): unknown[] };
  close(): void;
};
