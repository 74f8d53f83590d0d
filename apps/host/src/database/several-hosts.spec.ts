import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { connectionTable } from '../connections/connection.table.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { withInline } from '../inline/inline-place.js';
import { patternVersionTable } from '../patterns/pattern.table.js';
import { chain, createPattern, databaseConfig, editNode, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { waitUntil } from '../spec/wait-until.js';
import { KeyTerms } from '../vault/key-terms.js';
import { after, outputOf, waitNode } from '../waiting/waiting.spec.support.js';
import { PostgresSession } from './postgres-session.js';
import { updateRows } from './rows.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'password-0001' };

describe('Two hosts on one PostgreSQL', () => {
  let first: SpecHost;
  let second: SpecHost;
  let url: string;
  before(async () => {
    first = await startSpecHost({ kind: 'postgres' });
    const { options } = first.store.dataSource;
    url = options.type === 'postgres' ? (options.url ?? '') : '';
    const keyFile = join(first.home, 'keys', 'master.key');
    second = await startSpecHost({
      env: { PATCHBAY_DATABASE_URL: url, PATCHBAY_MASTER_KEY_FILE: keyFile },
    });
  });

  const answers = async (host: SpecHost, path: string, expected: number) =>
    waitUntil(`${path} answers ${expected}`, async () => {
      const { status } = await fetch(`${host.url}/hooks/development/${path}`, { method: 'POST' });
      return status === expected;
    });
  const live = async (path: string, respond = 'immediately', node: PatternNode = editNode(1)) => {
    const parameters = { path, respond };
    const hook = { id: 'hook', name: 'Hook', type: 'core.webhookTrigger', parameters };
    const id = await createPattern(first.admin, chain(hook, node));
    assert.equal((await first.admin.patch(`/patterns/${id}`, { active: true })).status, 200);
    return id;
  };

  it('both answer the webhooks that one put live, until one takes them down', async () => {
    const id = await live('orders');
    for (const host of [first, second]) await answers(host, 'orders', 202);
    await second.admin.patch(`/patterns/${id}`, { active: false });
    for (const host of [first, second]) await answers(host, 'orders', 404);
  });

  it('both learn what was put live while their sessions were lost', async () => {
    await second.store.manager.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database
        WHERE locktype = 'advisory' AND d.datname = current_database()`,
    );
    await live('later');
    for (const host of [first, second]) await answers(host, 'later', 202);
  });

  it('both use what one has sealed in a version that the other had read before', async () => {
    const inline = { database: { type: 'postgresql', config: databaseConfig() } };
    const parameters = { mode: 'inline', query: 'SELECT 1' };
    const node = { id: 'read', name: 'Read', type: 'core.databaseReader', parameters, inline };
    const patternId = await live('readable', 'whenDone', node);
    await first.store.transaction(async (manager) => {
      const { graph } = await manager.findOneByOrFail(patternVersionTable, { patternId });
      const readable = withInline(graph, () => inline.database);
      await updateRows(manager, patternVersionTable, { patternId }, { graph: readable });
    });
    // What lies there readable is refused, and now known to both.
    for (const host of [first, second]) await answers(host, 'readable', 500);
    const { status, body, text } = await first.admin.post('/vault/backfill', {});
    assert.deepEqual([status, body['rows']], [200, 1], text);
    for (const host of [first, second]) await answers(host, 'readable', 200);
  });

  it('both hear the call that a run of one waits for, and one of them lets it go on', async () => {
    const waits = waitNode({ resume: 'webhook' });
    const pattern = await createPattern(
      first.admin,
      chain(start, editNode('={{ $run.resumeUrl }}'), waits, after),
    );
    const { body } = await first.admin.post(`/patterns/${pattern}/run`, { wait: true, input: { n: 7 } });
    const { id, steps } = body as unknown as RunDetail;
    const { pathname } = new URL(String(steps[1]?.outputs['main']?.[0]?.json['value']));
    const callers = [first, second, first, second, first, second];
    const answers = await Promise.all(callers.map(({ url: at }) => fetch(`${at}${pathname}`)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 404, 404, 404, 404, 404]);
    for (const { admin } of [first, second])
      await waitUntil(
        'the run is over',
        async () => (await admin.get(`/runs/${id}`)).body['status'] === 'success',
      );
    const { body: over } = await second.admin.get(`/runs/${id}`);
    assert.deepEqual(outputOf(over as unknown as RunDetail, 'after'), [{ first: 7, called: true }]);
  });

  it('keep each other from changing the master key, and say what to do', async () => {
    const { body: earlier } = await first.admin.get('/vault/status');
    const { status, body } = await first.admin.post('/vault/rotate', {});
    assert.deepEqual([status, body['code']], [409, 'hosts-running']);
    assert.match(String(body['detail']), /Stop them, rotate, give them the new key/);
    assert.deepEqual((await first.admin.get('/vault/status')).body, earlier);
  });

  it('store nothing, lend nothing and give up no connection when the key was changed all the same', async () => {
    const terms = first.app.nest.get(KeyTerms, { strict: false });
    // As if they had not seen each other: past what keeps a rotation from beginning.
    await terms.activate(await terms.prepare('operator'), 'operator');
    const input = { name: 'c', type: 'postgresql', config };
    const { status, body } = await second.admin.post('/connections', input);
    assert.deepEqual([status, body['code']], [409, 'key-rotated']);
    const id = String((await first.admin.post('/connections', input)).body['id']);
    const lease = second.app.nest.get(ConnectionsService).openForLease(id, { projectId: first.projectId });
    await assert.rejects(lease, { code: 'key-rotated' });
    const { quarantined } = await first.store.manager.findOneByOrFail(connectionTable, { id });
    assert.equal(quarantined, false);
  });

  it('do not start while one changes it', async () => {
    await second.stop();
    const session = await PostgresSession.open(url, 0);
    const third = () => PostgresSession.open(url, 0);
    await assert.rejects(session.alone(third), { code: 'hosts-running' });
    await first.stop();
    await session.alone(() => assert.rejects(third(), { code: 'hosts-running' }));
    await (await third()).close();
    await session.close();
  });
});
