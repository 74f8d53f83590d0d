import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rotation } from '@patchbay/contracts';
import { cleanUp } from '../spec/clean-up.js';
import { RunnerPool } from '../runners/runner-pool.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { asSuperuser } from '../spec/postgres-server.js';
import { postgresRole, type PostgresRole } from '../spec/postgres-role.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { connectionSecretHistoryTable } from './connection-secret-history.table.js';
import { ConnectionsService } from './connections.service.js';

const mask = '••••••••';

for (const kind of storeKinds) {
  describe(`A rotation on ${kind}`, () => {
    let host: SpecHost;
    let role: PostgresRole;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    /** A connection whose server takes `next-password` from now on. */
    const create = async (config: object = {}) => {
      role = await postgresRole('old-password');
      const values = { ...role.config, ...config };
      const name = `c${(count += 1)}`;
      const { body, text } = await host.admin.post('/connections', {
        name,
        type: 'postgresql',
        config: values,
      });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    /** `reached` resolves when a test has connected to the server, which says nothing until it hangs up. */
    const createOnSilentServer = async () => {
      const sockets = new Set<Socket>();
      const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      cleanUp(() => silent.close());
      const { port } = silent.address() as { port: number };
      const hangUp = () => {
        for (const socket of sockets) socket.destroy();
      };
      return { id: await create({ port }), reached: once(silent, 'connection'), hangUp };
    };
    const rotate = (id: string, input: object, query = '') =>
      host.admin.post(`/connections/${id}/rotate${query}`, input);
    const rotationOf = (answer: { body: Record<string, unknown>; text: string }) => {
      assert.ok(answer.body['rotation'], answer.text);
      return answer.body['rotation'] as Rotation;
    };
    const password = async (id: string) =>
      (await host.app.nest.get(ConnectionsService).openForLease(id, { projectId: host.projectId })).connection
        .config?.['password'];
    const rowOf = (id: string) =>
      host.store.dataSource.query<unknown[]>(`SELECT * FROM connections WHERE id = '${id}'`);
    const historyRows = (connectionId: string) =>
      host.store.manager.countBy(connectionSecretHistoryTable, { connectionId });

    it('takes over secrets that pass the test, and keeps the old ones sealed', async () => {
      const id = await create();
      await role.setPassword('next-password');
      const answer = await rotate(id, { secrets: { password: 'next-password' }, reason: 'yearly' });
      assert.equal(answer.status, 200, answer.text);
      const { committed, testStatus, test } = rotationOf(answer);
      assert.deepEqual([committed, testStatus, test?.outcome], [true, 'passed', 'ok']);
      assert.deepEqual([answer.body['version'], answer.body['testStatus']], [2, 'passed']);
      assert.equal(await password(id), 'next-password');
      const kept = await host.store.dataSource.query<unknown[]>(
        `SELECT * FROM connection_secret_history WHERE "connectionId" = '${id}'`,
      );
      assert.doesNotMatch(JSON.stringify([answer.text, kept]), /old-password|next-password/);
    });

    it('that fails the test changes not one byte of the row', async () => {
      const id = await create();
      const row = await rowOf(id);
      const refused = await rotate(id, { secrets: { password: 'wrong-password' } });
      assert.deepEqual([refused.status, refused.body['code']], [422, 'rotation-test-failed']);
      assert.equal((refused.body['test'] as { outcome: string }).outcome, 'authFailed');
      assert.doesNotMatch(refused.text, /wrong-password/);
      assert.deepEqual(await rowOf(id), row);
      assert.equal(await historyRows(id), 0);
      assert.deepEqual((await host.admin.get(`/connections/${id}/tests`)).body['items'], []);
    });

    it('saved by force is stamped as failed', async () => {
      const id = await create();
      const answer = await rotate(id, { secrets: { password: 'not-yet-valid' }, forceSave: true });
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual([rotationOf(answer).testStatus, answer.body['testStatus']], ['failed', 'failed']);
      const { body } = await host.admin.get(`/connections/${id}/secret-history`);
      assert.equal((body['items'] as { testStatus: string }[])[0]?.testStatus, 'failed');
      assert.equal(await password(id), 'not-yet-valid');
    });

    it('asked for dry gives the report alone, wherever that is asked for', async () => {
      const id = await create();
      const row = await rowOf(id);
      const dry = [
        await rotate(id, { secrets: { password: 'old-password' } }, '?dryRun=true'),
        await rotate(id, { secrets: { password: 'wrong-password' }, dryRun: true, forceSave: true }),
      ];
      for (const answer of dry) assert.deepEqual([answer.status, rotationOf(answer).committed], [200, false]);
      assert.deepEqual(
        dry.map((answer) => rotationOf(answer).testStatus),
        ['passed', 'failed'],
      );
      assert.deepEqual(await rowOf(id), row);
      assert.equal(await historyRows(id), 0);
    });

    it('tells of each step that uses the connection whether it may go on, and what was not tried', async () => {
      const id = await create();
      const { body } = await host.admin.post('/patterns', sqlPattern(`p${(count += 1)}`, id));
      for (const [given, passes] of [
        ['old-password', true],
        ['wrong-password', false],
      ] as const) {
        const { shadow } = rotationOf(await rotate(id, { secrets: { password: given }, dryRun: true }));
        const [step] = shadow.steps;
        assert.deepEqual([shadow.stepCount, step?.patternId, step?.nodeName], [1, body['id'], 'Ask']);
        assert.deepEqual([step?.kind, step?.fits, step?.passes], ['draft', true, passes]);
        assert.match(shadow.notProbed.join(' '), /not executed/);
      }
    });

    it('asks each step what it would meet with the new secret, without executing any', async () => {
      const id = await create();
      const [table, hidden] = [`seen_${kind}_${process.pid}`, `hidden_${kind}_${process.pid}`];
      await asSuperuser(`CREATE TABLE ${table} (n int); CREATE TABLE ${hidden} (n int);
        GRANT SELECT, DELETE ON ${table} TO ${String(role.config['username'])}; INSERT INTO ${table} VALUES (1)`);
      cleanUp(() => asSuperuser(`DROP TABLE ${table}, ${hidden}`));
      const steps: [name: string, type: string, parameters: Record<string, unknown>, probe: string][] = [
        [
          'Take',
          'core.sqlQuery',
          { query: `=DELETE FROM ${table} WHERE n > {{ $json.n }} RETURNING n` },
          'passed',
        ],
        ['Read', 'core.databaseReader', { table }, 'passed'],
        ['Read hidden', 'core.databaseReader', { table: hidden, limit: 5 }, 'failed'],
        ['Read some', 'core.databaseReader', { table: '={{ $json.table }}' }, 'notProbed'],
        ['Write', 'core.databaseWriter', { table, columns: ['n'] }, 'notProbed'],
      ];
      const nodes = steps.map(([name, type, parameters]) => ({
        ...{ id: name.replace(' ', '-'), name, type, parameters },
        connections: { database: id },
      }));
      const made = await host.admin.post('/patterns', { name: `p${(count += 1)}`, nodes, edges: [] });
      assert.equal(made.status, 201, made.text);
      const answer = await rotate(id, { secrets: { password: 'old-password' }, dryRun: true });
      const { shadow } = rotationOf(answer);
      const byName = new Map(shadow.steps.map((step) => [step.nodeName, step]));
      for (const [name, , , probe] of steps) {
        const step = byName.get(name);
        assert.deepEqual([name, step?.probe, step?.passes], [name, probe, probe !== 'failed'], answer.text);
      }
      assert.match(byName.get('Read hidden')?.probeMessage ?? '', /permission denied/u);
      assert.match(byName.get('Write')?.probeMessage ?? '', /no probe/u);
      assert.equal((await asSuperuser(`SELECT n FROM ${table}`)).length, 1);
      const recorded = await host.store.dataSource.query<unknown[]>(
        `SELECT action FROM audit WHERE "subjectId" = '${id}' AND action = 'connection.probed'`,
      );
      assert.equal(recorded.length, 1);
      // With a password that is refused nothing is asked of the steps.
      const wrong = rotationOf(await rotate(id, { secrets: { password: 'wrong-password' }, dryRun: true }));
      assert.ok(wrong.shadow.steps.every(({ probe, passes }) => probe === 'notProbed' && !passes));
    });

    it('takes secrets alone, by the rules of the masks', async () => {
      const id = await create();
      const refused: [object, string, string][] = [
        [{ host: 'evil.example.org', password: 'x' }, 'identity-immutable', '/secrets/host'],
        [{ username: 'other', password: 'old-password' }, 'validation-failed', '/secrets/username'],
        [{ nonsense: 1, password: 'old-password' }, 'validation-failed', '/secrets/nonsense'],
        [{}, 'validation-failed', '/secrets'],
        [{ password: mask }, 'validation-failed', '/secrets'],
        [{ tls: 'off', password: mask }, 'secret-reentry-required', '/secrets/password'],
      ];
      for (const [secrets, code, pointer] of refused) {
        const answer = await rotate(id, { secrets, forceSave: true });
        assert.equal(answer.body['code'], code, `${JSON.stringify(secrets)} ${answer.text}`);
        const pointers = (answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer);
        assert.ok(pointers.includes(pointer), answer.text);
      }
      assert.equal(await historyRows(id), 0);
    });

    it('of two at once, or over an edit, loses nothing', async () => {
      const id = await create();
      const stale = await rotate(id, { secrets: { password: 'old-password' }, version: 7 });
      assert.equal(stale.body['code'], 'version-conflict');
      const race = await Promise.all(
        ['a-password', 'b-password'].map((given) =>
          rotate(id, { secrets: { password: given }, forceSave: true, version: 1 }),
        ),
      );
      assert.deepEqual(race.map(({ status }) => status).sort(), [200, 409]);
      assert.equal(await historyRows(id), 1);
    });

    it('gives way to an edit that was saved while it was being tested', async () => {
      const { id, reached, hangUp } = await createOnSilentServer();
      const slow = rotate(id, { secrets: { password: 'slow-password' }, forceSave: true });
      await reached;
      await host.admin.post(`/connections/${id}/disable`);
      hangUp();
      const late = await slow;
      assert.deepEqual([late.status, late.body['code']], [409, 'version-conflict']);
      assert.equal((await host.admin.get(`/connections/${id}`)).body['status'], 'disabled');
      assert.equal(await historyRows(id), 0);
    });

    it('that cannot be tested is saved by force alone, as untested', async () => {
      const rotateWithoutRunner = async (forceSave: boolean) => {
        const { id, reached } = await createOnSilentServer();
        const rotation = rotate(id, { secrets: { password: 'untested-password' }, forceSave });
        await reached;
        for (const pid of host.app.nest.get(RunnerPool).pids()) process.kill(pid, 'SIGKILL');
        return { id, answer: await rotation };
      };
      const refused = await rotateWithoutRunner(false);
      assert.equal(refused.answer.body['code'], 'runner-crashed', refused.answer.text);
      assert.equal(await historyRows(refused.id), 0);
      const { answer } = await rotateWithoutRunner(true);
      const { testStatus, test } = rotationOf(answer);
      assert.deepEqual([testStatus, test, answer.body['testStatus']], ['skipped', null, 'untested']);
    });

    it('is finished by steps on the old version and by later ones on the new', async () => {
      const id = await create();
      const run = async (query: string) => {
        const { body } = await host.admin.post('/patterns', sqlPattern(`p${(count += 1)}`, id, query));
        return host.admin.post(`/patterns/${String(body['id'])}/run`, { wait: true });
      };
      const inFlight = run('SELECT pg_sleep(2)');
      while ((await role.sessions()) === 0) await sleep(20);
      await role.setPassword('next-password');
      assert.equal((await rotate(id, { secrets: { password: 'next-password' } })).status, 200);
      assert.equal((await run('SELECT 1')).body['status'], 'success');
      assert.equal((await inFlight).body['status'], 'success');
    });

    it('is recorded before the new secrets go out, and again when they are live', async () => {
      const id = await create();
      const row = await rowOf(id);
      await host.store.dataSource.query('ALTER TABLE audit RENAME TO audit_away');
      const refused = await rotate(id, { secrets: { password: 'old-password' }, forceSave: true });
      await host.store.dataSource.query('ALTER TABLE audit_away RENAME TO audit');
      assert.equal(refused.body['code'], 'audit-unavailable');
      assert.deepEqual(await rowOf(id), row);
      await rotate(id, { secrets: { password: 'wrong-password' } });
      await rotate(id, { secrets: { password: 'old-password' } });
      const records = await host.store.dataSource.query<{ action: string }[]>(
        `SELECT action, details FROM audit WHERE "subjectId" = '${id}' ORDER BY sequence`,
      );
      const actions = records.map(({ action }) => action.replace('connection.', ''));
      assert.deepEqual(actions, ['created', 'tested', 'rotationFailed', 'tested', 'rotated']);
      assert.doesNotMatch(JSON.stringify(records), /old-password|wrong-password/);
    });
  });
}
