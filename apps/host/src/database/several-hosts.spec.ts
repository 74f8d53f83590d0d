import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { connectionTable } from '../connections/connection.table.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { withInline } from '../inline/inline-place.js';
import { patternVersionTable } from '../patterns/pattern.table.js';
import { runStepTable, runTable } from '../runs/run.table.js';
import {
  chain,
  createDatabase,
  createPattern,
  databaseConfig,
  editNode,
  sqlNode,
  start,
} from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { startHostProcess } from '../spec/host-process.js';
import { postgresRole } from '../spec/postgres-role.js';
import { advisoryLock } from '../spec/postgres-server.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { waitUntil } from '../spec/wait-until.js';
import { stopWrites } from '../spec/write-stop.js';
import { KeyTerms } from '../vault/key-terms.js';
import { after, outputOf, waitNode } from '../waiting/waiting.spec.support.js';
import { HostSession } from './host-session.js';
import { PostgresSession } from './postgres-session.js';
import { updateRows } from './rows.js';
import { now } from './table.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'password-0001' };

describe('Two hosts on one PostgreSQL', () => {
  let first: SpecHost;
  let second: SpecHost;
  let url: string;
  let env: Record<string, string>;
  before(async () => {
    first = await startSpecHost({ kind: 'postgres' });
    const { options } = first.store.dataSource;
    url = options.type === 'postgres' ? (options.url ?? '') : '';
    const keyFile = join(first.home, 'keys', 'master.key');
    env = { PATCHBAY_DATABASE_URL: url, PATCHBAY_MASTER_KEY_FILE: keyFile };
    second = await startSpecHost({ env });
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

  it('both close what they keep open of a connection that one disables', async () => {
    const role = await postgresRole('a-password');
    const input = { name: 'Kept open', type: 'postgresql', config: role.config };
    const id = String((await first.admin.post('/connections', input)).body['id']);
    const pattern = await createPattern(first.admin, chain(start, sqlNode(id, 'SELECT 1')));
    for (const { admin } of [first, second]) {
      const { body } = await admin.post(`/patterns/${pattern}/run`, { wait: true });
      assert.equal(body['status'], 'success');
    }
    assert.equal(await role.sessions(), 2);
    assert.equal((await first.admin.post(`/connections/${id}/disable`)).status, 200);
    await waitUntil('both are closed', async () => (await role.sessions()) === 0);
  });

  it('leave the runs of a living one alone, and end those of one that was killed', async () => {
    const lock = await advisoryLock();
    const database = await createDatabase(first.admin, 'Database');
    const pattern = await createPattern(first.admin, chain(start, sqlNode(database, lock.waitForIt)));
    const begin = async ({ admin }: Pick<SpecHost, 'admin'>) =>
      String((await admin.post(`/patterns/${pattern}/run`, {})).body['id']);
    const stored = (id: string) => first.store.manager.findOneByOrFail(runTable, { id });
    // A living host would write its run again, and so cover up that another one ended it.
    await first.store.manager.query(noteEnded);
    const killed = await startHostProcess(temporaryDirectory(), env);
    const [living, left] = [await begin(first), await begin(killed)];
    await killed.end('SIGKILL');
    const third = await startSpecHost({ env });
    assert.equal((await third.admin.delete(`/runs/${living}`)).body['code'], 'run-not-found');
    await waitUntil('the killed one is missed', async () => (await stored(left)).status === 'failed', 60_000);
    assert.equal((await stored(left)).error?.code, 'run-interrupted');
    assert.deepEqual(await first.store.manager.query('SELECT id FROM ended'), [{ id: left }]);
    await third.stop();
    await lock.release();
    await waitUntil('the other run ends', async () => (await stored(living)).status === 'success');
  });

  it('cancel what another one executes', async () => {
    const lock = await advisoryLock();
    const database = await createDatabase(first.admin, 'Canceled from elsewhere');
    const pattern = await createPattern(first.admin, chain(start, sqlNode(database, lock.waitForIt)));
    const id = String((await first.admin.post(`/patterns/${pattern}/run`, {})).body['id']);
    const { status, body, text } = await second.admin.post(`/runs/${id}/cancel`);
    assert.deepEqual([status, body['id'], body['status']], [202, id, 'running'], text);
    for (const { admin } of [first, second])
      await waitUntil(
        'it is over',
        async () => (await admin.get(`/runs/${id}`)).body['status'] === 'canceled',
      );
    assert.equal((await second.admin.post(`/runs/${id}/cancel`)).body['code'], 'run-not-active');
    await lock.release();
  });

  it('write again what they execute when others took them for dead, and nothing over what begins to wait', async () => {
    const lock = await advisoryLock();
    const database = await createDatabase(first.admin, 'Out of reach');
    const sleeper = await createPattern(first.admin, chain(start, sqlNode(database, lock.waitForIt)));
    const waiter = await createPattern(first.admin, chain(start, waitNode({ resume: 'webhook' })));
    const stored = (id: string) => second.store.manager.findOneByOrFail(runTable, { id });
    const writersWaiting = async (table: string) => {
      const waiting = 'SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass';
      return (await second.store.manager.query<unknown[]>(waiting, [table])).length;
    };
    const executing = String((await first.admin.post(`/patterns/${sleeper}/run`, {})).body['id']);
    // What is told of the step that goes on would write the run once more.
    const steps = () => second.store.manager.countBy(runStepTable, { runId: executing });
    await waitUntil('its step that goes on is written', async () => (await steps()) === 2);
    await second.store.transaction(async (manager) => {
      const gone = { status: 'failed' as const, finishedAt: now() };
      assert.equal(await updateRows(manager, runTable, { id: executing, status: 'running' }, gone), 1);
    });
    const letWait = await stopWrites(second.store, 'waiting_runs');
    const begun = first.admin.post(`/patterns/${waiter}/run`, { wait: true });
    await waitUntil('it is set aside', async () => (await writersWaiting('waiting_runs')) === 1);
    const letWrite = await stopWrites(second.store, 'runs');
    await letWait();
    await waitUntil('it is to be set aside', async () => (await writersWaiting('runs')) === 1);
    await second.store.transaction((manager) => second.app.nest.get(HostSession).tell(manager, 'runs'));
    await waitUntil('the other one is to be written', async () => (await writersWaiting('runs')) === 2);
    await letWrite();
    const isRunning = async () => {
      const { status, finishedAt } = await stored(executing);
      return status === 'running' && finishedAt === null;
    };
    await waitUntil('the other one goes on for everybody', isRunning);
    assert.equal((await stored(String((await begun).body['id']))).status, 'waiting');
    await lock.release();
  });

  it('do not take one for dead whose connection was lost for a moment', async () => {
    const other = await PostgresSession.open(url);
    const one = await PostgresSession.open(url, { absenceMs: 300 });
    const isThere = async () => {
      const held = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND objsubid = 2";
      return (await first.store.manager.query<unknown[]>(held, [Number(other.id)])).length > 0;
    };
    assert.deepEqual(await one.dead([one.id, other.id]), []);
    await first.store.manager.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND objsubid = 2",
      [Number(other.id)],
    );
    assert.deepEqual(await one.dead([other.id]), []);
    await waitUntil('it is back', isThere);
    assert.deepEqual(await one.dead([other.id]), []);
    await other.close();
    await waitUntil('it is gone', async () => !(await isThere()));
    // What was missed before it came back does not count.
    assert.deepEqual(await one.dead([other.id]), []);
    await waitUntil('it is missed', async () => (await one.dead([other.id])).includes(other.id));
    await one.close();
  });

  it('leave no connection behind when they are closed while it comes back', async () => {
    const other = await PostgresSession.open(url);
    const held = async (isGranted: boolean) => {
      const locks = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND objsubid = 2 AND granted = $2`;
      const found = [Number(other.id), isGranted];
      return (await first.store.manager.query<{ pid: number }[]>(locks, found)).map(({ pid }) => pid);
    };
    const [session = 0] = await held(true);
    await first.store.manager.transaction(async (manager) => {
      await manager.query('SELECT pg_terminate_backend($1)', [session]);
      // In its way until the transaction ends.
      await manager.query('SELECT pg_advisory_xact_lock($1, $2)', [7_281_646, Number(other.id)]);
      await waitUntil('it comes back', async () => (await held(false)).length === 1);
      await other.close();
    });
    await waitUntil('it is gone', async () => (await held(true)).length === 0);
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
    const session = await PostgresSession.open(url, { lockMs: 0 });
    const third = () => PostgresSession.open(url, { lockMs: 0 });
    await assert.rejects(session.alone(third), { code: 'hosts-running' });
    await first.stop();
    await session.alone(() => assert.rejects(third(), { code: 'hosts-running' }));
    await (await third()).close();
    await session.close();
  });
});

/** Keeps which runs were ever called failed. */
const noteEnded = `
  CREATE TABLE ended (id text);
  CREATE FUNCTION note_ended() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO ended VALUES (NEW.id); RETURN NEW; END';
  CREATE TRIGGER note_ended AFTER UPDATE ON runs FOR EACH ROW
    WHEN (NEW.status = 'failed') EXECUTE FUNCTION note_ended()`;
