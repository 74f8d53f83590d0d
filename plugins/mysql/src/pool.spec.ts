import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { waitUntil } from '@patchbay/plugin-testing';
import { openPlain, sql, text, uniqueName, withCode } from './spec/servers.js';

const { signal } = new AbortController();
const onlyOne = { poolSize: 1, maxOverflow: 0 };

/** Who serves the statement: two with the same answer shared a login. */
async function serverThread(opened: Awaited<ReturnType<typeof openPlain>>) {
  return (await opened.capability('sql').query(sql`SELECT CONNECTION_ID() AS id`, { signal })).rows[0]?.id;
}

describe('the pool of a MariaDB connection', () => {
  it('opens no more connections than allowed, and keeps as many as it should when there is less to do', async () => {
    const user = uniqueName('pool');
    const observer = await openPlain();
    const admin = observer.capability('sql');
    await admin.query(text(`CREATE USER ${user} IDENTIFIED BY 'pool-password'`), { signal });
    await admin.query(text(`GRANT ALL ON test.* TO ${user}`), { signal });
    const count = async () => {
      const processes = sql`SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = ${user}`;
      return (await admin.query(processes, { signal })).rows[0]?.n;
    };
    const login = { username: user, password: 'pool-password' };
    const opened = await openPlain({ poolSize: 2, maxOverflow: 3 }, login);
    const database = opened.capability('sql');
    const burst = async () => {
      const one = () => database.query(sql`SELECT CONNECTION_ID() AS id, SLEEP(0.2)`, { signal });
      return (await Promise.all(Array.from({ length: 5 }, one))).map(({ rows }) => rows[0]?.id);
    };
    const first = [burst(), burst()];
    await waitUntil('all five are open', async () => (await count()) === 5);
    const logins = new Set([...(await Promise.all(first)).flat(), ...(await burst())]);
    // Closed as soon as they are given back, all but those two would be others.
    assert.ok(logins.size < 8, String(logins.size));
    await waitUntil('two are left', async () => (await count()) === 2);
    await setTimeout(300);
    assert.equal(await count(), 2);
    await opened.close();
    await waitUntil('none is left', async () => (await count()) === 0);
    await admin.query(text(`DROP USER ${user}`), { signal });
    await observer.close();
  });

  it('replaces a connection that is older than poolRecycle', async () => {
    const opened = await openPlain({ ...onlyOne, poolRecycle: 1 });
    const first = await serverThread(opened);
    assert.equal(await serverThread(opened), first);
    await setTimeout(1_200);
    assert.notEqual(await serverThread(opened), first);
    await opened.close();
  });

  for (const statement of [
    'START TRANSACTION',
    'SET @found = 1',
    'SELECT 1 INTO @found',
    'SELECT @found := 1',
    "SELECT GET_LOCK('found', 0)",
    'USE information_schema',
    '/*! SET @found = 1 */',
    'CREATE TEMPORARY TABLE found (n int)',
  ]) {
    it(`does not hand on a connection after ${statement}`, async () => {
      const opened = await openPlain(onlyOne);
      const first = await serverThread(opened);
      await opened.capability('sql').query(text(statement), { signal });
      assert.notEqual(await serverThread(opened), first);
      await opened.close();
    });
  }

  it('keeps the connection after a statement that the server refused', async () => {
    const opened = await openPlain(onlyOne);
    const first = await serverThread(opened);
    await assert.rejects(opened.capability('sql').query(text('SELECT no_such_column'), { signal }));
    assert.equal(await serverThread(opened), first);
    await opened.close();
  });

  it('outlives a connection that the server ends', async () => {
    const opened = await openPlain(onlyOne);
    const database = opened.capability('sql');
    await assert.rejects(
      database.query(text('KILL CONNECTION_ID()'), { signal }),
      withCode('connect-unreachable'),
    );
    assert.deepEqual((await database.query(sql`SELECT 1 AS n`, { signal })).rows, [{ n: 1 }]);
    const idle = await serverThread(opened);
    const other = await openPlain();
    await other.capability('sql').query(text(`KILL ${String(idle)}`), { signal });
    await setTimeout(100);
    assert.notEqual(await serverThread(opened), idle);
    await Promise.all([opened.close(), other.close()]);
  });

  it('lets a waiting statement be cancelled', async () => {
    const opened = await openPlain(onlyOne);
    const database = opened.capability('sql');
    const running = database.query(sql`SELECT SLEEP(0.5)`, { signal });
    await assert.rejects(database.query(sql`SELECT 1`, { signal: AbortSignal.timeout(100) }), {
      name: 'TimeoutError',
    });
    await running;
    assert.equal((await database.query(sql`SELECT 1`, { signal })).rowCount, 1);
    await opened.close();
  });

  it('does not hand on a connection whose statement was cancelled, as the order to stop may come late', async () => {
    const opened = await openPlain(onlyOne);
    const first = await serverThread(opened);
    const slow = opened.capability('sql').query(sql`SELECT SLEEP(5)`, { signal: AbortSignal.timeout(100) });
    await assert.rejects(slow);
    assert.notEqual(await serverThread(opened), first);
    await opened.close();
  });

  it('gives nothing to those who wait when it is closed', async () => {
    const opened = await openPlain(onlyOne);
    const database = opened.capability('sql');
    const running = database.query(sql`SELECT SLEEP(0.3) AS slept`, { signal });
    const waiting = assert.rejects(
      database.query(sql`SELECT 1`, { signal }),
      withCode('connect-unreachable'),
    );
    await setTimeout(100);
    await opened.close();
    await waiting;
    await running.catch(() => undefined);
  });
});
