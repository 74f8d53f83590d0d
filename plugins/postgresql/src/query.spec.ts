import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { JsonObject, SqlCapability, SqlText } from '@patchbay/plugin-sdk';
import { waitUntil } from '@patchbay/plugin-testing';
import { openPlain, sql, uniqueName } from './spec/servers.js';

describe('statements on PostgreSQL', () => {
  const { signal } = new AbortController();
  let opened: Awaited<ReturnType<typeof openPlain>>;
  let database: SqlCapability;
  before(async () => {
    opened = await openPlain();
    database = opened.capability('sql');
  });
  after(() => opened.close());

  it('binds values, whatever they look like', async () => {
    const hostile = `'; DROP TABLE users; --`;
    const { rows } = await database.query(
      sql`SELECT ${hostile}::text AS given, length(${hostile}) AS length`,
      { signal },
    );
    assert.deepEqual(rows, [{ given: hostile, length: hostile.length }]);
  });

  it('executes one statement only', async () => {
    await assert.rejects(database.query(sql`SELECT 1; SELECT 2`, { signal }), { code: 'sql-failed' });
  });

  it('says whether it would take a statement, and executes none', async () => {
    const check = (statement: SqlText) => database.check?.(statement, { signal });
    const table = uniqueName('checked');
    await database.query({ strings: [`CREATE TABLE ${table} (id int)`], values: [] }, { signal });
    const insert = { strings: [`INSERT INTO ${table} VALUES (`, ') RETURNING id'], values: [1] };
    assert.deepEqual(
      [await check(insert), await check(sql`SELECT ${null}::int LIMIT ${null}`)],
      [true, true],
    );
    // Neither can be explained: nobody knows what they would do.
    for (const text of [`DROP TABLE ${table}`, `ANALYZE SELECT 1`])
      assert.equal(await check({ strings: [text], values: [] }), false);
    await assert.rejects(async () => check(sql`SELECT * FROM there_is_none`), { code: 'sql-failed' });
    const counted = await database.query(
      { strings: [`SELECT count(*) FROM ${table}`], values: [] },
      { signal },
    );
    assert.deepEqual(counted.rows, [{ count: 0 }]);
    await database.query({ strings: [`DROP TABLE ${table}`], values: [] }, { signal });
  });

  it('gives numbers that a double cannot hold as text', async () => {
    const { rows } = await database.query(
      sql`SELECT 9007199254740991::int8 AS safe, 9007199254740993::int8 AS big, 12.50 AS price, 1234567890.123456789 AS exact,
                 'NaN'::float8 AS nan, ARRAY[1, 9007199254740993]::int8[] AS list`,
      { signal },
    );
    assert.deepEqual(rows, [
      {
        safe: 9007199254740991,
        big: '9007199254740993',
        price: 12.5,
        exact: '1234567890.123456789',
        nan: 'NaN',
        list: [1, '9007199254740993'],
      },
    ]);
  });

  it('gives times in ISO 8601, with their microseconds', async () => {
    const { rows } = await database.query(
      sql`SELECT '2024-05-01 12:00:00.123456+02'::timestamptz AS moment, '2024-05-01 12:00'::timestamp AS wall, '2024-05-01'::date AS day,
                 'infinity'::timestamptz AS never`,
      { signal },
    );
    assert.deepEqual(rows, [
      {
        moment: '2024-05-01T10:00:00.123456Z',
        wall: '2024-05-01T12:00:00',
        day: '2024-05-01',
        never: 'infinity',
      },
    ]);
  });

  it('parses JSON and lists', async () => {
    const { rows } = await database.query(
      sql`SELECT '{"a":[1]}'::jsonb AS doc, ARRAY['a "q"', 'b,{c}', NULL] AS texts, ARRAY[[1,2],[3,4]] AS nested, '{}'::int[] AS none`,
      { signal },
    );
    assert.deepEqual(rows, [
      {
        doc: { a: [1] },
        texts: ['a "q"', 'b,{c}', null],
        nested: [
          [1, 2],
          [3, 4],
        ],
        none: [],
      },
    ]);
  });

  it('keeps a column named __proto__ a column', async () => {
    const { rows } = await database.query(sql`SELECT '{"polluted":true}'::json AS "__proto__"`, { signal });
    assert.equal((rows[0] as { polluted?: boolean }).polluted, undefined);
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['__proto__']);
  });

  it('stops at maxRows and says how many it gives', async () => {
    const result = await database.query(sql`SELECT generate_series(1, 1000000) AS n`, { signal, maxRows: 3 });
    assert.deepEqual(result, { columns: ['n'], rows: [{ n: 1 }, { n: 2 }, { n: 3 }], rowCount: 3 });
  });

  it('streams in batches and can be left early', async () => {
    const sizes: number[] = [];
    for await (const batch of database.stream(sql`SELECT generate_series(1, 1200) AS n`, {
      signal,
      batchSize: 500,
    }))
      sizes.push(batch.length);
    assert.deepEqual(sizes, [64, 500, 500, 136]);
    const first: JsonObject[] = [];
    for await (const batch of database.stream(sql`SELECT generate_series(1, 1000000) AS n`, { signal })) {
      first.push(...batch);
      break;
    }
    assert.equal(first.length, 64);
  });

  it('reports the server’s message with SQLSTATE and position', async () => {
    await assert.rejects(database.query(sql`SELECT * FROM no_such_table`, { signal }), {
      code: 'sql-failed',
      message: /no_such_table.*SQLSTATE 42P01, position 15/u,
    });
  });

  it('stops the statement on the server when it is cancelled', async () => {
    const marker = uniqueName('cancelled');
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    void setTimeout(200).then(() => stop.abort(reason));
    const started = performance.now();
    const query = { strings: [`SELECT pg_sleep(30) /* ${marker} */`], values: [] };
    await assert.rejects(database.query(query, { signal: stop.signal }), reason);
    assert.ok(performance.now() - started < 20_000);
    await waitUntil('the server has stopped', async () => {
      const { rows } = await database.query(
        sql`SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE ${`%sleep%${marker}%`}`,
        { signal },
      );
      return rows.length === 0;
    });
  });

  it('does not begin what is cancelled already', async () => {
    await assert.rejects(
      database.query(sql`SELECT 1`, { signal: AbortSignal.abort(new Error('too late')) }),
      /too late/u,
    );
  });

  it('lists tables and views with their columns', async () => {
    const table = uniqueName('models');
    await database.query(
      { strings: [`CREATE TABLE ${table} (id int PRIMARY KEY, name text)`], values: [] },
      { signal },
    );
    const models = await database.models({ signal, schemas: ['public'] });
    assert.deepEqual(
      models.find(({ name }) => name === table),
      {
        schema: 'public',
        name: table,
        kind: 'table',
        columns: [
          { name: 'id', type: 'integer', nullable: false },
          { name: 'name', type: 'text', nullable: true },
        ],
      },
    );
    assert.deepEqual(await database.models({ signal, schemas: ['no_such_schema'] }), []);
    await database.query({ strings: [`DROP TABLE ${table}`], values: [] }, { signal });
  });
});
