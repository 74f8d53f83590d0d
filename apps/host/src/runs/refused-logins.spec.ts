import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, describe, it } from 'node:test';
import { TestScheduler } from '../connections/test-scheduler.js';
import { cleanUp } from '../spec/clean-up.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { startReceiver } from '../spec/receiver.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';

const hour = 3_600_000;

for (const kind of storeKinds) {
  describe(`What a server says of credentials in a run on ${kind}`, () => {
    const held: ServerResponse[] = [];
    /** `/revoked` knows nobody any more, `/forbidden` is for others, `/held` answers when it is told to. */
    const server = createServer(({ url = '' }, response) => {
      if (url === '/held') held.push(response);
      else response.writeHead(url === '/revoked' ? 401 : url === '/forbidden' ? 403 : 200).end();
    });
    let host: SpecHost;
    let baseUrl = '';
    let count = 0;
    before(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      cleanUp(() => void server.close());
      baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      host = await startSpecHost({ kind });
    });

    const create = async (more: object = {}, type = 'http', config: object = { baseUrl }) => {
      const name = `c${(count += 1)}`;
      const { body, text } = await host.admin.post('/connections', { name, type, config, ...more });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const tested = async (more: object = {}) => {
      const id = await create(more);
      await host.admin.post(`/connections/${id}/test`);
      return id;
    };
    const get = async (id: string) => (await host.admin.get(`/connections/${id}`)).body;
    /** A run with one request for each path, all at once; answers with the codes of their problems. */
    const run = async (id: string, ...paths: string[]) => {
      const nodes = paths.map((url, index) => ({
        ...{ id: `ask${index}`, name: `Ask ${index}`, type: 'core.httpRequest', parameters: { url } },
        ...{ connections: { connection: id }, settings: { onError: 'continue' } },
      }));
      const start = { id: 'start', name: 'Start', type: 'core.manualTrigger' };
      const edges = nodes.map(({ id: node }) => ({
        from: { node: 'start', pin: 'main' },
        to: { node, pin: 'main' },
      }));
      const pattern = { name: `p${(count += 1)}`, nodes: [start, ...nodes], edges };
      const { body, text } = await host.admin.post('/patterns', pattern);
      assert.ok(body['id'], text);
      const answer = await host.admin.post(`/patterns/${String(body['id'])}/run`, { wait: true });
      return (answer.body['steps'] as { error?: { code: string } }[]).flatMap(
        ({ error }) => error?.code ?? [],
      );
    };

    it('turns its state, and is told once, however many steps meet it', async () => {
      const { url, subjects } = await startReceiver();
      const notifyConnectionId = await create({}, 'webhook', { url, authType: 'none' });
      const id = await tested({ notifyConnectionId });
      const refused = ['connect-auth-failed', 'connect-auth-failed', 'connect-auth-failed'];
      assert.deepEqual(await run(id, '/revoked', '/revoked', '/revoked'), refused);
      await waitUntil('it was told', () => subjects.length > 0);
      await run(id, '/revoked');
      const { name, testStatus, lastTest, nextTestAt } = await get(id);
      assert.deepEqual([testStatus, (lastTest as { outcome: string }).outcome], ['failed', 'authFailed']);
      assert.equal(nextTestAt, null);
      const { items } = (await host.admin.get(`/connections/${id}/tests`)).body;
      assert.deepEqual(
        (items as { trigger: string; outcome: string }[]).map(({ trigger, outcome }) => [trigger, outcome]),
        [
          ['run', 'authFailed'],
          ['manual', 'ok'],
        ],
      );
      assert.deepEqual(subjects, [`Connection "${String(name)}" fails its test (authFailed)`]);
    });

    it('asks for a test alone, where they are not enough for one thing', async () => {
      const id = await tested();
      assert.deepEqual(await run(id, '/forbidden'), ['connect-forbidden']);
      await waitUntil('a test is planned', async () => (await get(id))['nextTestAt'] !== null);
      assert.equal((await get(id))['testStatus'], 'passed');
      const scheduler = host.app.nest.get(TestScheduler, { strict: false });
      assert.equal(await scheduler.tick(new Date(Date.now() + hour)), 1);
      assert.deepEqual([(await get(id))['testStatus'], (await get(id))['nextTestAt']], ['passed', null]);
    });

    it('says nothing of credentials that took their place meanwhile', async () => {
      const id = await tested();
      const late = run(id, '/held');
      await waitUntil('the step waits for its answer', () => held.length === 1);
      const config = { authType: 'bearer', authToken: 'fresh-token' };
      const { status, text } = await host.admin.patch(`/connections/${id}`, { config });
      assert.equal(status, 200, text);
      await host.admin.post(`/connections/${id}/test`);
      held.shift()?.writeHead(401).end();
      assert.deepEqual(await late, ['connect-auth-failed']);
      // What is learned of this refusal would be known before that of the next one.
      const other = await tested();
      await run(other, '/revoked');
      await waitUntil('the later state turned', async () => (await get(other))['testStatus'] === 'failed');
      assert.equal((await get(id))['testStatus'], 'passed');
    });
  });
}
