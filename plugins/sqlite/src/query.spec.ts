import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SqlCapability, SqlText } from '@patchbay/plugin-sdk';
import { allowedDirectory, openFile, rowsOf, sql } from './spec/files.js';

const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c';

describe('statements on SQLite', () => {
  const { signal } = new AbortController();
  const directory = allowedDirectory();
  let opened: Awaited<ReturnType<typeof openFile>>;
  let database: SqlCapability;
  before(async () => {
    opened = await openFile(directory.path);
    database = opened.capability('sql');
    await rowsOf(database, 'CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)');
  });
  after(async () => {
    await opened.close();
    directory.remove();
  });

  it('binds values, whatever they look like', async () => {
    const hostile = `'; DROP TABLE t; --`;
    const { rows } = await database.query(sql`SELECT ${hostile} AS given, length(${hostile}) AS length`, {
      signal,
    });
    assert.deepEqual(rows, [{ given: hostile, length: hostile.length }]);
  });

  it('says whether a file has what is read, and executes nothing', async () => {
    const check = (statement: SqlText) => database.check?.(statement, { signal });
    assert.equal(await check(sql`SELECT name FROM t WHERE id = ${null}`), true);
    assert.equal(await check(sql`DELETE FROM t`), false);
    await assert.rejects(async () => check(sql`SELECT * FROM there_is_none`), { code: 'sql-failed' });
    assert.equal(await check({ strings: [endless], values: [] }), true);
  });

  it('refuses to write where only is read', async () => {
    const refused = { code: 'sql-refused', message: /only reads/u };
    for (const statement of [
      `INSERT INTO t (name) VALUES ('x') RETURNING id`,
      'DELETE FROM t',
      'WITH x AS (SELECT 1) DELETE FROM t',
      'CREATE TABLE other (id)',
      'DROP TABLE t',
    ]) {
      const given = { strings: [statement], values: [] };
      await assert.rejects(database.query(given, { signal, readOnly: true }), refused);
      await assert.rejects(async () => {
        for await (const _ of database.stream(given, { signal, readOnly: true }));
      }, refused);
    }
    assert.deepEqual((await database.query(sql`SELECT 1 AS one`, { signal, readOnly: true })).rows, [
      { one: 1 },
    ]);
  });

  it('binds every kind of JSON value, booleans too', async () => {
    const { rows } = await database.query(
      sql`SELECT typeof(${5}) AS whole, typeof(${1.5}) AS part, ${true} AS yes, ${null} AS missing, ${[1, { a: 2 }]} AS list`,
      { signal },
    );
    assert.deepEqual(rows, [{ whole: 'integer', part: 'real', yes: 1, missing: null, list: '[1,{"a":2}]' }]);
  });

  it('gives large integers as text and blobs as base64', async () => {
    const rows = await rowsOf(
      database,
      `SELECT 9007199254740993 AS big, 9007199254740991 AS safe, x'deadbeef' AS bytes, 9e999 AS endless`,
    );
    assert.deepEqual(rows, [
      { big: '9007199254740993', safe: 9007199254740991, bytes: '3q2+7w==', endless: 'Infinity' },
    ]);
  });

  it('keeps the order and the names of the columns', async () => {
    const { rows, columns } = await database.query(
      sql`WITH n(x) AS (VALUES (2), (3), (1)) SELECT x, -x AS "minus x", 1 AS same, 2 AS same FROM n ORDER BY x DESC -- last line`,
      { signal },
    );
    assert.deepEqual(columns, ['x', 'minus x', 'same', 'same']);
    assert.deepEqual(
      rows,
      [3, 2, 1].map((x) => ({ x, 'minus x': -x, same: 2 })),
    );
  });

  it('counts what a statement changed', async () => {
    const insert = await database.query(sql`INSERT INTO t VALUES (1, 'a'), (2, 'b')`, { signal });
    assert.deepEqual(insert, { columns: [], rows: [], rowCount: 2 });
    const update = await database.query(sql`UPDATE t SET name = upper(name) RETURNING id, name`, { signal });
    assert.deepEqual(update.rows, [
      { id: 1, name: 'A' },
      { id: 2, name: 'B' },
    ]);
    assert.equal((await database.query(sql`CREATE TABLE IF NOT EXISTS t (x)`, { signal })).rowCount, 0);
  });

  it('stops at maxRows without computing the rest', async () => {
    const result = await database.query({ strings: [endless], values: [] }, { signal, maxRows: 3 });
    assert.deepEqual(result, { columns: ['x'], rows: [{ x: 1 }, { x: 2 }, { x: 3 }], rowCount: 3 });
  });

  it('streams in batches, can be left early and holds no lock afterwards', async () => {
    const numbers = { strings: [`${endless} LIMIT 1200`], values: [] };
    const sizes: number[] = [];
    for await (const batch of database.stream(numbers, { signal, batchSize: 500 })) sizes.push(batch.length);
    assert.deepEqual(sizes, [64, 500, 500, 136]);
    for await (const batch of database.stream(numbers, { signal })) {
      assert.equal(batch.length, 64);
      break;
    }
    assert.equal((await database.query(sql`DELETE FROM t WHERE id = 2`, { signal })).rowCount, 1);
  });

  it('stops a running statement when it is cancelled, and leaves the event loop free', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    // It is stopped from the event loop, which must go on for that.
    let ticks = 0;
    const ticking = setInterval(() => {
      if ((ticks += 1) === 15) stop.abort(reason);
    }, 10);
    const never = { strings: [`${endless} WHERE x < 0`], values: [] };
    await assert.rejects(database.query(never, { signal: stop.signal }), reason);
    clearInterval(ticking);
    assert.deepEqual(await rowsOf(database, 'SELECT 1 AS n'), [{ n: 1 }]);
  });

  it('runs several statements at once and cancels one that waits', async () => {
    const slow = { strings: [`SELECT count(*) AS n FROM (${endless} LIMIT 3000000)`], values: [] };
    const running = Array.from({ length: 4 }, () => database.query(slow, { signal }));
    await assert.rejects(database.query(sql`SELECT 1`, { signal: AbortSignal.timeout(20) }), {
      name: 'TimeoutError',
    });
    for (const { rows } of await Promise.all(running)) assert.deepEqual(rows, [{ n: 3_000_000 }]);
  });

  it('names what is wrong with a statement', async () => {
    await assert.rejects(rowsOf(database, 'SELECT * FROM no_such_table'), {
      code: 'sql-failed',
      message: /no_such_table/u,
    });
  });

  it('lists tables and views with their columns', async () => {
    await rowsOf(database, 'CREATE VIEW names AS SELECT name FROM t');
    assert.deepEqual(await database.models({ signal }), [
      { name: 'names', kind: 'view', columns: [{ name: 'name', type: 'text', nullable: true }] },
      {
        name: 't',
        kind: 'table',
        columns: [
          { name: 'id', type: 'integer', nullable: false },
          { name: 'name', type: 'text', nullable: true },
        ],
      },
    ]);
  });
});
