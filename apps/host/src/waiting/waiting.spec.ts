import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternCreate, PatternNode, RunDetail, RunEvent, RunSummary } from '@patchbay/contracts';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { ActiveRuns } from '../runs/active-runs.js';
import { type Answer, read } from '../spec/api.js';
import { chain, createPattern, editNode, start } from '../spec/graphs.js';
import { founder, startSpecHost, type SpecHost } from '../spec/host.js';
import { statementsOf } from '../spec/queries.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';
import { waitingRunTable } from './waiting-run.table.js';
import { after, outputOf, waitNode } from './waiting.spec.support.js';

const resumeUrl = editNode('={{ $run.resumeUrl }}');
const forCall = (parameters: object = {}) =>
  chain(start, resumeUrl, waitNode({ resume: 'webhook', ...parameters }), after);

for (const kind of storeKinds) {
  describe(`Runs that wait on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const get = async (id: string) => (await host.admin.get(`/runs/${id}`)).body as unknown as RunDetail;
    const becomes = async (id: string, status: RunDetail['status']) => {
      await waitUntil(`the run is ${status}`, async () => (await get(id)).status === status);
      return get(id);
    };
    const begin = async (graph: Omit<PatternCreate, 'name'>, input: object = {}) => {
      const patternId = await createPattern(host.admin, graph);
      const { body, text } = await host.admin.post(`/patterns/${patternId}/run`, { wait: true, ...input });
      const run = body as unknown as RunDetail;
      assert.equal(run.status, 'waiting', text);
      return { id: run.id, patternId, run, url: String(outputOf(run, 'edit')[0]?.['value']) };
    };
    const call = async (url: string, init: RequestInit = {}) => read(await fetch(url, init));
    const refused = ({ body: { requestId: _, ...problem } }: Answer) => problem;
    const posted = (value: unknown) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });

    it('are stored until they are called, hold nothing, and go on with what the call brings', async () => {
      const { id, patternId, run, url } = await begin(forCall({ method: 'POST' }), { input: { n: 1 } });
      assert.deepEqual(run.waiting, { nodeId: 'wait', forCall: true });
      assert.deepEqual(
        run.steps.map(({ nodeId, status }) => [nodeId, status]),
        [
          ['start', 'success'],
          ['edit', 'success'],
          ['wait', 'waiting'],
        ],
      );
      assert.equal(host.app.nest.get(ActiveRuns, { strict: false }).get(id), undefined);
      const { body } = await host.admin.get(`/runs?patternId=${patternId}&status=waiting`);
      assert.deepEqual((body['items'] as RunSummary[])[0]?.waiting, run.waiting);
      assert.ok(url.startsWith(`${host.url}/resume/${id}/`), url);
      const answer = await call(`${url}?page=2`, posted({ ok: true }));
      assert.deepEqual([answer.status, answer.body['runId']], [202, id], answer.text);
      const over = await becomes(id, 'success');
      assert.equal(over.waiting, undefined);
      const [item] = outputOf(over, 'wait');
      assert.deepEqual([item?.['body'], item?.['query']], [{ ok: true }, { page: '2' }]);
      // Looked back at over the time in which nothing of the run was in any process.
      assert.deepEqual(outputOf(over, 'after'), [{ first: 1, called: true }]);
      assert.equal(over.steps.length, 4);
    });

    it('answer one and the same to calls of unknown, wrong, used and late addresses', async () => {
      const { id, url } = await begin(forCall());
      const { url: spent, id: spentId } = await begin(forCall());
      await call(spent);
      await becomes(spentId, 'success');
      const { url: late, id: lateId } = await begin(forCall(limitOf(0)));
      await becomes(lateId, 'success');
      const [own = '', foreign = ''] = [url, spent].map((each) => each.slice(each.lastIndexOf('/') + 1));
      const addresses = [
        url.replace(id, '00000000-0000-7000-8000-000000000000'),
        url.replace(own, foreign),
        url.slice(0, -1),
        `${host.url}/resume/${id}`,
        `${host.url}/resume/`,
        spent,
        late,
      ];
      const answers = await Promise.all(addresses.map(async (address) => refused(await call(address))));
      answers.push(refused(await call(url, { method: 'POST' })));
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.deepEqual([answers[0]?.['status'], answers[0]?.['code']], [404, 'resume-url-not-found']);
      assert.equal((await get(id)).status, 'waiting');
      assert.equal((await call(url)).status, 202);
    });

    it('are not read, however much they hold, for somebody without the right address', async () => {
      const { id, url } = await begin(forCall());
      const asked = await statementsOf(host, () => call(url.slice(0, -1)));
      const reads = asked.filter((query) => query.includes('waiting_runs'));
      assert.ok(reads.some((query) => query.includes('tokenHashes')));
      assert.deepEqual(
        reads.filter((query) => /"(state|graph)"/.test(query)),
        [],
      );
      assert.equal((await call(url)).status, 202);
      await becomes(id, 'success');
    });

    it('go on once when several call at once', async () => {
      const { id, url } = await begin(forCall());
      const answers = await Promise.all(Array.from({ length: 8 }, () => call(url)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [
        202,
        ...Array.from({ length: 7 }, () => 404),
      ]);
      const over = await becomes(id, 'success');
      assert.equal(over.steps.filter(({ nodeId }) => nodeId === 'after').length, 1);
    });

    it('go on with their own items when nobody calls in time', async () => {
      const { id } = await begin(forCall(limitOf(1)), { input: [{ n: 1 }, { n: 2 }] });
      const over = await becomes(id, 'success');
      assert.deepEqual(outputOf(over, 'after'), [
        { first: 1, called: false },
        { first: 1, called: false },
      ]);
    });

    it('go on at their time behind however many that cannot', async () => {
      const stuck = (index: number) => ({
        ...{ runId: `stuck-${String(index).padStart(3, '0')}`, projectId: host.projectId, patternId: 'gone' },
        ...{ nodeId: 'wait', since: now(), dueAt: '2026-01-01T00:00:00.000Z', call: null, tokenHashes: [] },
        ...{ timeoutMs: 1000, graph: null, state: '' },
      });
      const rows = Array.from({ length: 120 }, (_, index) => stuck(index));
      await insertRows(host.store.manager, waitingRunTable, rows);
      const { id } = await begin(forCall(limitOf(0)));
      await becomes(id, 'success');
      assert.equal(await host.store.manager.countBy(waitingRunTable, { patternId: 'gone' }), rows.length);
      await host.store.manager.delete(waitingRunTable, { patternId: 'gone' });
    });

    it('take no body that is longer than a webhook may have, and wait on', async () => {
      const { id, url } = await begin(forCall({ method: 'POST' }));
      const answer = await call(url, { method: 'POST', body: Buffer.alloc(16 * 1024 * 1024 + 1) });
      assert.equal(answer.status, 413);
      assert.equal((await get(id)).status, 'waiting');
    });

    it('tell until when they wait, and end when they are canceled or their pattern is deleted', async () => {
      const later = waitNode({ resume: 'specificTime', dateTime: '2199-01-31T09:00' });
      const graph = { ...chain(start, resumeUrl, later, after), settings: { timeZone: 'Asia/Tokyo' } };
      const { id, run, url } = await begin(graph);
      assert.deepEqual(run.waiting, { nodeId: 'wait', forCall: false, until: '2199-01-31T00:00:00.000Z' });
      assert.equal((await call(url)).status, 404);
      const canceled = await host.admin.post(`/runs/${id}/cancel`);
      assert.deepEqual([canceled.status, canceled.body['status']], [202, 'canceled']);
      const { steps, error } = await get(id);
      assert.deepEqual([steps.at(-1)?.status, error?.code], ['canceled', 'run-canceled']);
      assert.equal((await host.admin.post(`/runs/${id}/cancel`)).body['code'], 'run-not-active');
      const { id: other, patternId, url: address } = await begin(forCall());
      assert.equal((await host.admin.delete(`/patterns/${patternId}`)).status, 204);
      assert.equal((await get(other)).status, 'canceled');
      assert.equal((await call(address)).status, 404);
    });

    it('tell who follows them that they wait, that they go on, and how they end', async () => {
      const { id, url } = await begin(forCall());
      const { email, password } = founder;
      const { body } = await host.anonymous.post('/auth/login', { email, password });
      const headers = { authorization: `Bearer ${String(body['token'])}` };
      const followed = await fetch(`${host.url}/api/runs/${id}/events`, { headers });
      await call(url);
      const statuses = (await eventsOf(followed)).flatMap((event) =>
        event.type === 'run' ? [event.run.status] : [],
      );
      assert.deepEqual(statuses, ['waiting', 'running', 'success']);
    });

    it('answer both callers: who began them that they wait, who calls them as the node says', async () => {
      const hook: PatternNode = {
        ...{ id: 'start', name: 'Start', type: 'core.webhookTrigger' },
        parameters: { path: 'ask', respond: 'whenDone' },
      };
      const graph = chain(hook, resumeUrl, waitNode({ resume: 'webhook', respond: 'whenDone' }), after);
      const patternId = await createPattern(host.admin, graph);
      await host.admin.patch(`/patterns/${patternId}`, { active: true });
      const begun = await call(`${host.url}/hooks/development/ask`, posted({ n: 1 }));
      assert.deepEqual([begun.status, begun.body['message']], [202, 'The run waits and will go on']);
      const id = String(begun.body['runId']);
      const [item] = outputOf(await get(id), 'edit');
      const called = await call(String(item?.['value']));
      assert.deepEqual([called.status, called.body['called']], [200, true], called.text);
    });

    it('keep the files that they have, and take those that a call brings', async () => {
      const extract: PatternNode = {
        ...{ id: 'extract', name: 'Extract', type: 'core.extractFromFile' },
        parameters: { operation: 'text' },
      };
      const make: PatternNode = {
        ...{ id: 'make', name: 'Make', type: 'core.convertToFile' },
        parameters: { operation: 'text', sourceField: 'text' },
      };
      const waiting = waitNode({ resume: 'webhook', ...limitOf(1) });
      const own = await begin(chain(start, make, waiting, extract), { input: { text: 'kept' } });
      assert.equal(outputOf(await becomes(own.id, 'success'), 'extract')[0]?.['data'], 'kept');
      const sent = await begin(
        chain(start, resumeUrl, waitNode({ resume: 'webhook', method: 'POST' }), extract),
      );
      const headers = { 'content-type': 'application/octet-stream' };
      await call(sent.url, { method: 'POST', headers, body: 'brought' });
      assert.equal(outputOf(await becomes(sent.id, 'success'), 'extract')[0]?.['data'], 'brought');
    });

    it('cannot leave while another run waits for them, and say what to do', async () => {
      const called = await createPattern(host.admin, forCall());
      const caller: PatternNode = {
        ...{ id: 'call', name: 'Call', type: 'core.callPattern' },
        parameters: { pattern: called, wait: true },
      };
      const patternId = await createPattern(host.admin, chain(start, caller));
      const { body } = await host.admin.post(`/patterns/${patternId}/run`, { wait: true });
      const { status, error } = body as unknown as RunDetail;
      assert.equal(status, 'failed');
      assert.match(String(error?.detail), /Call Pattern node go on without waiting/);
    });
  });
}

function limitOf(seconds: number) {
  return { limit: 'timeInterval', limitAmount: seconds, limitUnit: 'seconds' };
}

/** All events until the stream ends. */
async function eventsOf(answer: Response): Promise<RunEvent[]> {
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('data: '));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)) as RunEvent);
}
