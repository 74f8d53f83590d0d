import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { SqlCapability, SqlText } from '@patchbay/plugin-sdk';
import { waitUntil } from '@patchbay/plugin-testing';
import { openPlain, sql, text, uniqueName, withCode } from './spec/servers.js';

describe('statements on MariaDB', () => {
  const { signal } = new AbortController();
  let opened: Awaited<ReturnType<typeof openPlain>>;
  let database: SqlCapability;
  before(async () => {
    opened = await openPlain();
    database = opened.capability('sql');
  });
  after(() => opened.close());

  const numbers = (count: number) => text(`SELECT seq AS n FROM seq_1_to_${count}`);
  const running = async (marker: string) => {
    const like = `%${marker}%`;
    const { rows } = await database.query(
      sql`SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info LIKE ${like} AND id <> CONNECTION_ID()`,
      { signal },
    );
    return rows[0]?.n;
  };

  it('binds values, whatever they look like', async () => {
    for (const hostile of [`'; DROP TABLE users; --`, '\\', `\\' OR 1=1 -- `, '\0', '`', '\u{1f600}', '?']) {
      const { rows } = await database.query(
        sql`SELECT ${hostile} AS given, ${hostile} = ${hostile} AS same`,
        {
          signal,
        },
      );
      assert.deepEqual(rows, [{ given: hostile, same: 1 }]);
    }
  });

  it('executes one statement only', async () => {
    await assert.rejects(
      database.query(sql`SELECT 1; SELECT 2`, { signal }),
      withCode('sql-failed', /1064/u),
    );
  });

  it('says whether it would take a statement, and executes none', async () => {
    const check = (statement: SqlText) => database.check?.(statement, { signal });
    const table = uniqueName('checked');
    await database.query(text(`CREATE TABLE ${table} (id int)`), { signal });
    const insert = { strings: [`INSERT INTO ${table} VALUES (`, ')'], values: [1] };
    assert.deepEqual([await check(insert), await check(sql`SELECT 1 LIMIT ${null}`)], [true, true]);
    assert.equal(await check(text(`DROP TABLE ${table}`)), false);
    await assert.rejects(
      async () => check(sql`SELECT * FROM there_is_none`),
      withCode('sql-failed', /1146/u),
    );
    const counted = await database.query(text(`SELECT count(*) AS n FROM ${table}`), { signal });
    assert.deepEqual(counted.rows, [{ n: 0 }]);
    await database.query(text(`DROP TABLE ${table}`), { signal });
  });

  it('refuses a value inside quotes, where it would be lost, and a placeholder too many', async () => {
    await assert.rejects(database.query(sql`SELECT '${'x'}'`, { signal }), withCode('parameter-invalid'));
    await assert.rejects(database.query(sql`SELECT ${1}, ?`, { signal }), withCode('parameter-invalid'));
  });

  it('binds numbers, truth values, nothing, lists and objects', async () => {
    const { rows } = await database.query(
      sql`SELECT ${5} + 1 AS whole, ${0.5} AS half, ${true} AS yes, ${null} AS nothing, ${{ a: [1] }} AS object,
                 JSON_VALUE(${[7, 8]}, '$[1]') AS item`,
      { signal },
    );
    assert.deepEqual(rows, [{ whole: 6, half: 0.5, yes: 1, nothing: null, object: '{"a":[1]}', item: '8' }]);
  });

  it('binds whole numbers as such, not as doubles', async () => {
    const { rows } = await database.query(sql`SELECT CONCAT(${1_000_000_000_000_000}) AS digits`, { signal });
    assert.deepEqual(rows, [{ digits: '1000000000000000' }]);
  });

  it('takes a value as LIMIT', async () => {
    const { rows } = await database.query(sql`SELECT seq AS n FROM seq_1_to_100 LIMIT ${2}`, { signal });
    assert.deepEqual(rows, [{ n: 1 }, { n: 2 }]);
  });

  it('says how many rows a statement changed', async () => {
    const table = uniqueName('changes');
    await database.query(text(`CREATE TABLE ${table} (n int)`), { signal });
    const insert = { strings: [`INSERT INTO ${table} VALUES (`, '), (', ')'], values: [1, 2] };
    assert.deepEqual(await database.query(insert, { signal }), { columns: [], rows: [], rowCount: 2 });
    await database.query(text(`DROP TABLE ${table}`), { signal });
  });

  it('gives the columns of a result without rows', async () => {
    const result = await database.query(text('SELECT 1 AS a, 2 AS b FROM DUAL WHERE 0'), { signal });
    assert.deepEqual(result, { columns: ['a', 'b'], rows: [], rowCount: 0 });
  });

  it('gives the first result of a procedure that has several', async () => {
    const name = uniqueName('procedure');
    const body = `BEGIN SELECT 1 AS a UNION SELECT 2; SELECT 'x' AS b, 'y' AS c; END`;
    await database.query(text(`CREATE PROCEDURE ${name}() ${body}`), { signal });
    const { rows, columns } = await database.query(text(`CALL ${name}()`), { signal });
    assert.deepEqual([rows, columns], [[{ a: 1 }, { a: 2 }], ['a']]);
    await database.query(text(`DROP PROCEDURE ${name}`), { signal });
  });

  it('keeps a column named __proto__ a column', async () => {
    const { rows } = await database.query(text(`SELECT '{"polluted":true}' AS __proto__`), { signal });
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['__proto__']);
  });

  it('stops at maxRows and says how many it gives', async () => {
    const started = performance.now();
    const result = await database.query(numbers(50_000_000), { signal, maxRows: 3 });
    assert.deepEqual(result, { columns: ['n'], rows: [{ n: 1 }, { n: 2 }, { n: 3 }], rowCount: 3 });
    assert.ok(performance.now() - started < 20_000);
  });

  it('streams in batches and can be left early', async () => {
    const sizes: number[] = [];
    for await (const batch of database.stream(numbers(1_200), { signal, batchSize: 500 }))
      sizes.push(batch.length);
    assert.deepEqual(sizes, [64, 500, 500, 136]);
    for await (const batch of database.stream(numbers(50_000_000), { signal })) {
      assert.equal(batch.length, 64);
      break;
    }
  });

  it('holds the server back while the consumer of a stream is busy', async () => {
    const wide = text(`SELECT REPEAT('x', 100000) AS filler FROM seq_1_to_100000`);
    for await (const batch of database.stream(wide, { signal, batchSize: 10 })) {
      assert.equal(batch.length, 10);
      const before = process.memoryUsage.rss();
      await setTimeout(1_000);
      // 10 GB are there to be had.
      assert.ok(process.memoryUsage.rss() - before < 40_000_000);
      break;
    }
  });

  it('reports the server’s message with number and SQLSTATE', async () => {
    await assert.rejects(
      database.query(sql`SELECT * FROM no_such_table`, { signal }),
      withCode('sql-failed', /no_such_table.*\(error 1146, SQLSTATE 42S02\)/u),
    );
  });

  it('stops the statement on the server when it is cancelled', async () => {
    const marker = uniqueName('cancelled');
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    void setTimeout(200).then(() => stop.abort(reason));
    const started = performance.now();
    const slow = text(`SELECT COUNT(*) /* ${marker} */ FROM seq_1_to_1000000 a, seq_1_to_1000000 b`);
    await assert.rejects(database.query(slow, { signal: stop.signal }), reason);
    assert.ok(performance.now() - started < 20_000);
    await waitUntil('the server has stopped', async () => (await running(marker)) === 0);
  });

  it('stops a stream on the server when it is cancelled between two batches', async () => {
    const marker = uniqueName('stream');
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    const endless = text(`SELECT a.seq AS n /* ${marker} */ FROM seq_1_to_1000000 a, seq_1_to_1000000 b`);
    const consume = async () => {
      for await (const batch of database.stream(endless, { signal: stop.signal }))
        if (batch.length > 0) stop.abort(reason);
    };
    await assert.rejects(consume(), reason);
    await waitUntil('the server has stopped', async () => (await running(marker)) === 0);
  });

  it('does not begin what is cancelled already', async () => {
    const late = AbortSignal.abort(new Error('too late'));
    await assert.rejects(database.query(sql`SELECT 1`, { signal: late }), /too late/u);
  });

  it('lists tables and views with their columns', async () => {
    const table = uniqueName('models');
    await database.query(text(`CREATE TABLE ${table} (id int PRIMARY KEY, name varchar(20))`), { signal });
    await database.query(text(`CREATE VIEW ${table}_view AS SELECT id FROM ${table}`), { signal });
    const models = await database.models({ signal, schemas: ['test'] });
    const columns = [
      { name: 'id', type: 'int(11)', nullable: false },
      { name: 'name', type: 'varchar(20)', nullable: true },
    ];
    const find = (name: string) => models.find((model) => model.name === name);
    assert.deepEqual(find(table), { schema: 'test', name: table, kind: 'table', columns });
    assert.equal(find(`${table}_view`)?.kind, 'view');
    assert.deepEqual(await database.models({ signal, schemas: ['no_such_schema'] }), []);
    const schemas = (await database.models({ signal })).map(({ schema }) => schema);
    assert.ok(schemas.includes('test') && !schemas.includes('mysql'));
    await database.query(text(`DROP VIEW ${table}_view`), { signal });
    await database.query(text(`DROP TABLE ${table}`), { signal });
  });
});
