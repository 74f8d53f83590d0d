import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PatternNode, RunStatus } from '@patchbay/contracts';
import { openStore, type StoreLocation } from '../database/open-store.js';
import { apiOf } from '../spec/api.js';
import { chain, createPattern, editNode } from '../spec/graphs.js';
import { founder } from '../spec/host.js';
import { freePort, type KillableHost, startKillableHost } from '../spec/killed-host.js';
import { hostMain, pack } from '../spec/packed-host.js';
import { freshLocation, type StoreKind } from '../spec/stores.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { waitUntil } from '../spec/wait-until.js';

/** Together; several hosts are killed side by side, because each waits now and then. One has its store in PostgreSQL. */
const kills = 50;
const lanes: readonly StoreKind[] = ['sqlite', 'sqlite', 'sqlite', 'sqlite', 'postgres'];
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
        lanes.map(async (kind, lane) => {
          const home = temporaryDirectory();
          const place = await placeOf(kind, home);
          await killAndCount({ main, home, port: await freePort(), ...place }, `${lane}`);
        }),
      );
    },
  );
});

/** What one host after another is started with. */
interface Lane {
  main: string;
  home: string;
  port: number;
  settings: Record<string, string>;
  location: StoreLocation;
}

async function placeOf(kind: StoreKind, home: string): Promise<Pick<Lane, 'settings' | 'location'>> {
  const location =
    kind === 'sqlite'
      ? { sqliteFile: join(home, 'data', 'state', 'patchbay.sqlite') }
      : await freshLocation(kind);
  return {
    location,
    settings: 'postgresUrl' in location ? { PATCHBAY_DATABASE_URL: location.postgresUrl } : {},
  };
}

async function killAndCount(lane: Lane, name: string): Promise<void> {
  const rounds = kills / lanes.length;
  const answered: Answered = { done: new Set(), begun: new Set() };
  await prepare(lane);
  for (let round = 0; round < rounds; round++) await underLoad(lane, `${name}-${round}`, answered);
  const last = await startUntil(lane, isReady);
  await waitUntil('what was going on is over', () => isOver(lane), 60_000);
  await last.stop();
  assert.ok(answered.done.size >= rounds * 4 && answered.begun.size >= rounds * 4);
  compare(answered, await recorded(lane));
}

/** Of several hosts at one PostgreSQL, those that live end the runs of one that is gone a while later. */
async function isOver(lane: Lane): Promise<boolean> {
  if (!('postgresUrl' in lane.location)) return true;
  return (await recorded(lane)).every(({ finishedAt }) => finishedAt !== null);
}

/** A session of the killed one may not be gone for the database yet: whoever runs it starts it again. */
async function startUntil(lane: Lane, check: (url: string) => Promise<boolean>): Promise<KillableHost> {
  const start = () => startKillableHost(lane.main, lane.home, lane.port, lane.settings);
  let host = start();
  const answers = async () => {
    if (host.isGone()) host = start();
    return check(host.url);
  };
  await waitUntil('the host answers', answers, 60_000);
  return host;
}

async function prepare(lane: Lane): Promise<void> {
  const host = await startUntil(lane, isReady);
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
async function underLoad(lane: Lane, round: string, answered: Answered): Promise<void> {
  let count = 0;
  let inFlight = 0;
  let isOver = false;
  const askOnce = async (url: string, way: Way, id: string): Promise<boolean> => {
    inFlight += 1;
    const answer = await ask(`${url}/hooks/development/${way.toLowerCase()}`, id);
    inFlight -= 1;
    if (answer === undefined) return false;
    count += 1;
    if (way === 'whenDone') answered.done.add(id);
    else answered.begun.add(String(answer['runId']));
    return true;
  };
  // Alone: a start would have to share the processors with those who ask in vain.
  const host = await startUntil(lane, (url) => askOnce(url, 'immediately', `${round}-first`));
  const client = async (_: unknown, number: number) => {
    for (let n = 0; !isOver; n++)
      if (!(await askOnce(host.url, ways[n % ways.length] ?? 'whenDone', `${round}-${number}-${n}`)))
        await sleep(20);
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  await waitUntil('some are answered', () => Promise.resolve(count > 2 * clients), 60_000);
  await sleep(Math.random() * 60);
  assert.ok(inFlight > 0, 'nobody was waiting for an answer');
  // One that had ended by itself would have been under no load.
  assert.equal(await host.kill(), 'SIGKILL');
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

/** PostgreSQL gives a count as text. */
type Row = Omit<Recorded, 'request' | 'steps'> & { steps: number | string; hook: string | null };

/** Every run of the store. */
async function recorded({ location }: Lane): Promise<Recorded[]> {
  const store = await openStore(location);
  try {
    const orphans = await store.manager.query<unknown[]>(
      'SELECT 1 FROM run_steps WHERE "runId" NOT IN (SELECT id FROM runs)',
    );
    assert.deepEqual(orphans, []);
    const rows = await store.manager.query<Row[]>(
      `SELECT id, status, "finishedAt", (SELECT count(*) FROM run_steps s WHERE s."runId" = r.id) AS steps,
        (SELECT record FROM run_steps s WHERE s."runId" = r.id AND s.position = 0) AS hook FROM runs r`,
    );
    return rows.map(({ hook: record, steps, ...row }) => ({
      ...row,
      steps: Number(steps),
      request: requestIn(record),
    }));
  } finally {
    await store.close();
  }
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
  assert.equal(ids.size, runs.length, 'a run is on record twice');
  for (const id of answered.begun) assert.ok(ids.has(id), `the run ${id} was acknowledged and is lost`);
  const succeeded = runs.filter(({ status }) => status === 'success').map(({ request }) => request);
  const times = new Map<string | undefined, number>();
  for (const request of succeeded) times.set(request, (times.get(request) ?? 0) + 1);
  for (const [id, count] of times)
    if (id !== undefined) assert.equal(count, 1, `${id} was executed more than once`);
  for (const id of answered.done) assert.equal(times.get(id), 1, `${id} was answered`);
}

function hook(respond: Way): PatternNode {
  const parameters = { path: respond.toLowerCase(), respond };
  return { id: 'hook', name: 'Hook', type: 'core.webhookTrigger', parameters };
}
