import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import { RunnerPool } from '../runners/runner-pool.js';
import { type Answer, read } from '../spec/api.js';
import { founder, startSpecHost, type SpecHost } from '../spec/host.js';
import { isExecuting } from '../spec/postgres-server.js';
import { storeKinds } from '../spec/stores.js';
import { chain, createDatabase, createPattern, editNode, sqlNode, start } from '../spec/graphs.js';
import { SessionService } from '../users/session.service.js';
import { waitUntil } from '../spec/wait-until.js';
import { stopWrites } from '../spec/write-stop.js';

const stepsOf = ({ body }: Answer) => (body['steps'] ?? []) as StepRecord[];
const statusesOf = (answer: Answer) => stepsOf(answer).map(({ nodeId, status }) => [nodeId, status]);

for (const kind of storeKinds) {
  describe(`Runs on ${kind}`, () => {
    let host: SpecHost;
    let database: string;
    before(async () => {
      host = await startSpecHost({ kind });
      database = await createDatabase(host.admin, 'Database');
    });

    const run = async (graph: PatternGraph, input: object = { wait: true }) =>
      host.admin.post(`/patterns/${await createPattern(host.admin, graph)}/run`, input);
    const get = (id: unknown) => host.admin.get(`/runs/${String(id)}`);
    const isOver = async (id: unknown) => (await get(id)).body['finishedAt'] !== null;
    /** Resolves when the first events are there. */
    const follow = async (id: unknown) => {
      const { body } = await host.anonymous.post('/auth/login', {
        email: founder.email,
        password: founder.password,
      });
      const headers = { authorization: `Bearer ${String(body['token'])}` };
      return fetch(`${host.url}/api/runs/${String(id)}/events`, { headers });
    };
    /** A run that keeps the database busy until it is stopped. */
    const sleeper = async (settings: PatternGraph['settings'] = {}) => {
      const mark = `mark-${randomUUID()}`;
      const graph = { ...chain(start, sqlNode(database, `SELECT pg_sleep(60) /* ${mark} */`)), settings };
      const { body, status } = await run(graph, {});
      assert.equal(status, 202);
      const works = () => isExecuting(mark);
      return { id: body['id'], works, begun: () => waitUntil('the query runs', works) };
    };

    it('answer when they are over, or at once with 202', async () => {
      const graph = chain(start, editNode('={{ $json.name }}!'));
      const waited = await run(graph, { wait: true, input: [{ name: 'Ada' }, { name: 'Bo' }] });
      assert.deepEqual([waited.status, waited.body['status']], [200, 'success'], waited.text);
      assert.deepEqual(
        stepsOf(waited)[1]?.outputs['main']?.map(({ json }) => json['value']),
        ['Ada!', 'Bo!'],
      );
      const begun = await run(graph, { input: { name: 'Cy' } });
      assert.equal(begun.status, 202);
      await waitUntil('the run ends', () => isOver(begun.body['id']));
      const { body } = await get(begun.body['id']);
      assert.deepEqual(
        [body['status'], body['trigger'], body['environment']],
        ['success', 'manual', 'development'],
      );
    });

    it('are on disk before they are acknowledged', async () => {
      const id = await createPattern(host.admin, chain(start));
      let isAnswered = false;
      const goOn = await stopWrites(host.store, 'runs');
      const begun = host.admin.post(`/patterns/${id}/run`, {}).finally(() => (isAnswered = true));
      await sleep(400);
      const wasAnswered = isAnswered;
      await goOn();
      assert.equal(wasAnswered, false);
      assert.equal((await begun).status, 202);
    });

    it('need a trigger to start from', async () => {
      assert.equal((await run(chain(editNode(1)))).body['code'], 'pattern-invalid');
      assert.equal((await run(chain(start), { triggerNode: 'gone' })).body['code'], 'pattern-invalid');
    });

    it('tell what happened so far and what happens until they are over', async () => {
      const { id, begun } = await sleeper();
      await begun();
      const followed = await follow(id);
      await host.admin.post(`/runs/${String(id)}/cancel`);
      const live = await read(followed);
      assert.match(live.headers.get('content-type') ?? '', /^text\/event-stream/);
      const replayed = await host.admin.get(`/runs/${String(id)}/events`);
      for (const { text } of [live, replayed]) {
        const events = eventsOf(text);
        assert.deepEqual(events.at(-1), { event: 'run', status: 'canceled' }, text);
        assert.ok(
          events.some(({ event, status }) => event === 'step' && status === 'success'),
          text,
        );
      }
      assert.ok(eventsOf(live.text).some(({ event, status }) => event === 'run' && status === 'running'));
    });

    it('of a project are told as they begin and end, to those who may still read it', async () => {
      const login = async (projectId?: string) => {
        const { id } = await host.addUser('viewer', projectId);
        const sessions = host.app.nest.get(SessionService, { strict: false });
        const { token } = await host.store.transaction((manager) => sessions.begin(id, manager));
        return { authorization: `Bearer ${token}` };
      };
      const mine = await login();
      const told = await followRuns(host.url, mine);
      const elsewhere = await followRuns(host.url, await login(await host.addProject()));
      const { id } = await sleeper();
      await waitUntil('its beginning is told', () => told.text().includes(`"id":"${String(id)}"`));
      assert.match(told.text(), /"status":"running"/);
      await host.admin.post(`/runs/${String(id)}/cancel`);
      await waitUntil('its end is told', () => told.text().includes('"status":"canceled"'));
      await host.anonymous.with(mine).post('/auth/logout');
      const before = told.text();
      await run(chain(start));
      await told.ended;
      assert.equal(told.text(), before);
      assert.equal(elsewhere.text().includes('data:'), false);
      elsewhere.stop();
    });

    it('that are canceled stop the query of the database within a second', async () => {
      const { id, works, begun } = await sleeper();
      await begun();
      const canceled = await host.admin.post(`/runs/${String(id)}/cancel`);
      assert.equal(canceled.status, 202, canceled.text);
      await waitUntil('the query stops', async () => !(await works()), 1000);
      await waitUntil('the run ends', () => isOver(id));
      assert.equal((await get(id)).body['status'], 'canceled');
      const again = await host.admin.post(`/runs/${String(id)}/cancel`);
      assert.deepEqual([again.status, again.body['code']], [409, 'run-not-active']);
    });

    it('that take longer than the pattern allows are ended, with their query', async () => {
      const { id, works } = await sleeper({ timeoutMs: 700 });
      await waitUntil('the run ends', () => isOver(id), 5000);
      const { body } = await get(id);
      assert.deepEqual(
        [body['status'], (body['error'] as { code: string }).code],
        ['timedOut', 'run-timeout'],
      );
      assert.equal(await works(), false);
    });

    it('lease by the version that they began with, however the pattern is changed meanwhile', async () => {
      const other = await createDatabase(host.admin, 'Other');
      const slow = { ...sqlNode(database, 'SELECT pg_sleep(1)'), id: 'slow', name: 'Slow' };
      const id = await createPattern(host.admin, chain(start, slow, sqlNode(database, 'SELECT 1 AS one')));
      const running = host.admin.post(`/patterns/${id}/run`, { wait: true });
      const changed = await host.admin.patch(`/patterns/${id}`, chain(start, sqlNode(other, 'SELECT 1')));
      assert.equal(changed.status, 200, changed.text);
      const { body } = await running;
      assert.deepEqual([body['status'], body['patternVersion']], ['success', 1]);
      const usedOther = await host.admin.get(`/connections/${other}`);
      assert.equal(usedOther.body['lastUsedAt'], null);
      await waitUntil('the use is noted', async () => {
        return typeof (await host.admin.get(`/connections/${database}`)).body['lastUsedAt'] === 'string';
      });
    });

    it('go on or stop at an error as the step says', async () => {
      const failing = (onError: 'stop' | 'continue' | 'errorOutput') =>
        sqlNode(database, 'SELECT 1/0', { onError });
      const stopped = await run(chain(start, failing('stop'), editNode(1)));
      assert.deepEqual(
        [stopped.body['status'], (stopped.body['error'] as { nodeId: string }).nodeId],
        ['failed', 'sql'],
      );
      assert.deepEqual(statusesOf(stopped).slice(0, 2), [
        ['start', 'success'],
        ['sql', 'failed'],
      ]);
      assert.ok(!statusesOf(stopped).some(([id, status]) => id === 'edit' && status === 'success'));
      const went = await run(chain(start, failing('continue'), editNode('={{ $json.error !== undefined }}')));
      assert.equal(went.body['status'], 'success', went.text);
      assert.equal(stepsOf(went)[2]?.outputs['main']?.[0]?.json['value'], true);
      const [sql, edit] = [failing('errorOutput'), editNode('handled')];
      const edges = [
        { from: { node: 'start', pin: 'main' }, to: { node: 'sql', pin: 'main' } },
        { from: { node: 'sql', pin: 'error' }, to: { node: 'edit', pin: 'main' } },
      ];
      const handled = await run({ nodes: [start, sql, edit], edges });
      assert.equal(handled.body['status'], 'success', handled.text);
      assert.equal(stepsOf(handled)[2]?.outputs['main']?.[0]?.json['value'], 'handled');
    });

    it('record the first items of a step and how many there were', async () => {
      const input = Array.from({ length: 500 }, (_, index) => ({ index, text: 'x'.repeat(100) }));
      const answer = await run(chain(start), { wait: true, input });
      const stored = stepsOf(await get(answer.body['id']))[0];
      assert.deepEqual([stored?.truncated, stored?.itemCounts.out['main']], [true, 500]);
      assert.equal(stored?.outputs['main']?.length, 100);
    });

    it('are listed newest first, by pattern and by status, page by page', async () => {
      const patternId = await createPattern(host.admin, chain(start, editNode(1)));
      const ids: unknown[] = [];
      for (let index = 0; index < 3; index += 1)
        ids.unshift((await host.admin.post(`/patterns/${patternId}/run`, { wait: true })).body['id']);
      const list = async (query: string) => {
        const { body } = await host.admin.get(`/runs?patternId=${patternId}&${query}`);
        return { ids: (body['items'] as { id: string }[]).map(({ id }) => id), cursor: body['nextCursor'] };
      };
      const first = await list('limit=2');
      const second = await list(`limit=2&cursor=${String(first.cursor)}`);
      assert.deepEqual([...first.ids, ...second.ids], ids);
      assert.equal(second.cursor, null);
      assert.deepEqual((await list('status=failed')).ids, []);
      assert.equal((await list('status=success')).ids.length, 3);
      assert.equal((await host.admin.get('/runs?cursor=nonsense')).status, 422);
    });

    it('of another project look missing', async () => {
      const { id } = await sleeper();
      const { api } = await host.addUser('admin', await host.addProject());
      for (const answer of [
        await api.get(`/runs/${String(id)}`),
        await api.get(`/runs/${String(id)}/events`),
        await api.post(`/runs/${String(id)}/cancel`),
      ])
        assert.deepEqual([answer.status, answer.body['code']], [404, 'run-not-found']);
      assert.deepEqual((await api.get('/runs')).body['items'], []);
      const viewer = await host.addUser('viewer');
      assert.equal((await viewer.api.post(`/runs/${String(id)}/cancel`)).status, 403);
      await host.admin.post(`/runs/${String(id)}/cancel`);
      await waitUntil('the run ends', () => isOver(id));
    });

    it('fail with their runner, and the next one works', async () => {
      const { id, begun } = await sleeper();
      await begun();
      for (const pid of host.app.nest.get(RunnerPool).pids()) process.kill(-pid, 'SIGKILL');
      await waitUntil('the run ends', () => isOver(id));
      const { body } = await get(id);
      assert.deepEqual(
        [body['status'], (body['error'] as { code: string }).code],
        ['failed', 'runner-crashed'],
      );
      assert.equal((await run(chain(start, editNode(1)))).body['status'], 'success');
    });
  });
}

function eventsOf(text: string): { event: string; status: string }[] {
  return [...text.matchAll(/^event: (\w+)\ndata: (.+)$/gm)].map(([, event = '', data = '{}']) => {
    const { run, step } = JSON.parse(data) as { run?: { status: string }; step?: { status: string } };
    return { event, status: (run ?? step)?.status ?? '' };
  });
}

/** Reads the changes of a project's runs until the host ends them, or `stop` does. */
async function followRuns(url: string, headers: Record<string, string>) {
  const abort = new AbortController();
  const { body } = await fetch(`${url}/api/runs/events`, { headers, signal: abort.signal });
  assert.ok(body);
  const pieces: string[] = [];
  const read = async () => {
    for await (const piece of body.pipeThrough(new TextDecoderStream())) pieces.push(piece);
  };
  return { text: () => pieces.join(''), ended: read().catch(() => undefined), stop: () => abort.abort() };
}
