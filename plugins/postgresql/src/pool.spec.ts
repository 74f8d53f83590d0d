import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { waitUntil } from '@patchbay/plugin-testing';
import { openPlain, sql, uniqueName } from './spec/servers.js';

const { signal } = new AbortController();

describe('the pool of a PostgreSQL connection', () => {
  it('opens 20 connections at most, and keeps 5 of them when there is less to do', async () => {
    const applicationName = uniqueName('pool');
    const opened = await openPlain({}, { options: { applicationName } });
    const observer = await openPlain();
    const count = async () => {
      const { rows } = await observer
        .capability('sql')
        .query(sql`SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = ${applicationName}`, {
          signal,
        });
      return Number(rows[0]?.n);
    };
    const database = opened.capability('sql');
    const burst = async () => {
      const one = () => database.query(sql`SELECT pg_backend_pid() AS pid, pg_sleep(0.3)`, { signal });
      return (await Promise.all(Array.from({ length: 20 }, one))).map(({ rows }) => rows[0]?.pid);
    };
    const first = [burst(), burst()];
    await waitUntil('all twenty are open', async () => (await count()) === 20);
    const logins = new Set([...(await Promise.all(first)).flat(), ...(await burst())]);
    // Closed as soon as they are given back, all but those five would be others.
    assert.ok(logins.size < 35, String(logins.size));
    await waitUntil('five are left', async () => (await count()) === 5);
    await setTimeout(100);
    assert.equal(await count(), 5);
    await opened.close();
    await waitUntil('none is left', async () => (await count()) === 0);
    await observer.close();
  });

  it('replaces a connection that is older than poolRecycle', async () => {
    const opened = await openPlain({ poolRecycle: 1 });
    const backend = async () =>
      (await opened.capability('sql').query(sql`SELECT pg_backend_pid() AS pid`, { signal })).rows[0]?.pid;
    const first = await backend();
    assert.equal(await backend(), first);
    await setTimeout(1_200);
    assert.notEqual(await backend(), first);
    await opened.close();
  });

  it('does not hand on a connection with an open transaction', async () => {
    const opened = await openPlain({ poolSize: 1, maxOverflow: 0 });
    const database = opened.capability('sql');
    await database.query(sql`BEGIN`, { signal });
    // The id of an open transaction stays the same; outside of one each statement has its own.
    const id = async () =>
      (await database.query(sql`SELECT pg_current_xact_id()::text AS id`, { signal })).rows[0]?.id;
    assert.notEqual(await id(), await id());
    await opened.close();
  });

  it('outlives a connection that the server ends', async () => {
    const opened = await openPlain({ poolSize: 1, maxOverflow: 0 });
    const database = opened.capability('sql');
    await assert.rejects(database.query(sql`SELECT pg_terminate_backend(pg_backend_pid())`, { signal }), {
      code: 'connect-unreachable',
    });
    assert.deepEqual((await database.query(sql`SELECT 1 AS n`, { signal })).rows, [{ n: 1 }]);
    await opened.close();
  });

  it('lets a waiting statement be cancelled', async () => {
    const opened = await openPlain({ poolSize: 1, maxOverflow: 0 });
    const database = opened.capability('sql');
    const running = database.query(sql`SELECT pg_sleep(0.5)`, { signal });
    await assert.rejects(database.query(sql`SELECT 1`, { signal: AbortSignal.timeout(100) }), {
      name: 'TimeoutError',
    });
    await running;
    assert.equal((await database.query(sql`SELECT 1`, { signal })).rowCount, 1);
    await opened.close();
  });
});
