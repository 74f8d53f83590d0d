import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { JsonObject, SqlCapability, SqlWrite } from '@patchbay/plugin-sdk';
import { openPlain, uniqueName } from './spec/servers.js';

describe('writing to PostgreSQL', () => {
  const { signal } = new AbortController();
  const table = uniqueName('write');
  let opened: Awaited<ReturnType<typeof openPlain>>;
  let database: SqlCapability;
  const execute = (text: string) => database.query({ strings: [text], values: [] }, { signal });
  const rows = async () => (await execute(`SELECT * FROM "${table}" ORDER BY id`)).rows;
  const write = (operation: SqlWrite['operation'], list: JsonObject[], more: Partial<SqlWrite> = {}) =>
    database.write(
      { operation, table, columns: ['id', 'name'], keys: ['id'], rows: list, ...more },
      { signal },
    );

  before(async () => {
    opened = await openPlain();
    database = opened.capability('sql');
  });
  beforeEach(async () => {
    await execute(`DROP TABLE IF EXISTS "${table}"`);
    await execute(
      `CREATE TABLE "${table}" (id int8 PRIMARY KEY, name text, tags text[], doc jsonb, bytes bytea, "we""ird" int)`,
    );
  });
  after(async () => {
    await execute(`DROP TABLE "${table}"`);
    await opened.close();
  });

  it('inserts more rows than one statement has parameters', async () => {
    const list = Array.from({ length: 70_000 }, (_, id) => ({ id, name: `row ${id}` }));
    assert.deepEqual(await write('insert', list), { affected: 70_000 });
    assert.deepEqual((await execute(`SELECT count(*) AS n FROM "${table}"`)).rows, [{ n: 70_000 }]);
  });

  it('writes all rows or none', async () => {
    const list = [...Array.from({ length: 6_000 }, (_, id) => ({ id, name: 'x' })), { id: 1, name: 'twice' }];
    await assert.rejects(write('insert', list), { code: 'sql-failed', message: /23505/u });
    assert.deepEqual(await rows(), []);
  });

  it('updates what is there and inserts the rest; the last row of a key wins', async () => {
    await write('insert', [{ id: 1, name: 'old' }]);
    const list = [
      { id: 1, name: 'new' },
      { id: 2, name: 'first' },
      { id: 2, name: 'second' },
    ];
    assert.deepEqual(await write('upsert', list), { affected: 3 });
    assert.deepEqual(
      (await rows()).map(({ id, name }) => [id, name]),
      [
        [1, 'new'],
        [2, 'second'],
      ],
    );
  });

  it('updates, deletes and replaces', async () => {
    await write('insert', [
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ]);
    assert.deepEqual(
      await write('update', [
        { id: 1, name: 'A' },
        { id: 9, name: 'nobody' },
      ]),
      { affected: 1 },
    );
    assert.deepEqual(await write('delete', [{ id: 2 }]), { affected: 1 });
    assert.deepEqual(
      (await rows()).map(({ id, name }) => [id, name]),
      [[1, 'A']],
    );
    assert.deepEqual(await write('replace', [{ id: 7, name: 'only' }]), { affected: 1 });
    assert.deepEqual(
      (await rows()).map(({ id }) => id),
      [7],
    );
  });

  it('takes hostile values and names for what they are', async () => {
    const hostile = `x'); DROP TABLE "${table}"; --`;
    await write('insert', [{ id: 1, name: hostile, 'we"ird': 5 }], { columns: ['id', 'name', 'we"ird'] });
    assert.deepEqual(
      (await rows()).map((row) => [row.name, row['we"ird']]),
      [[hostile, 5]],
    );
    await assert.rejects(write('insert', [{ id: 2 }], { columns: ['id") SELECT 1; --'] }), {
      code: 'sql-failed',
      message: /42703/u,
    });
    await assert.rejects(write('insert', [{ id: 2 }], { table: `${table}"; DROP TABLE "${table}` }), {
      message: /42P01/u,
    });
    assert.equal((await rows()).length, 1);
  });

  it('gives each value the type of its column, and back', async () => {
    const row = {
      id: '9007199254740993',
      name: '{"text":1}',
      tags: ['a', 'b "c"'],
      doc: [{ a: 1 }, null],
      bytes: '\\xdeadbeef',
      'we"ird': null,
    };
    await write('insert', [row], { columns: Object.keys(row) });
    assert.deepEqual(await rows(), [row]);
  });

  it('asks for keys where they are needed', async () => {
    await assert.rejects(write('upsert', [{ id: 1 }], { keys: [] }), { code: 'parameter-invalid' });
    await assert.rejects(write('insert', [{ id: 1 }], { columns: [] }), { code: 'parameter-invalid' });
  });

  const names = async () => (await rows()).map(({ id, name }) => [id, name]);

  it('leaves out rows that are there already, and counts those that it wrote', async () => {
    await write('insert', [{ id: 1, name: 'old' }]);
    const list = [
      { id: 1, name: 'new' },
      { id: 2, name: 'b' },
      { id: 2, name: 'again' },
    ];
    assert.deepEqual(await write('insert', list, { skipConflicts: true }), { affected: 1 });
    assert.deepEqual(await names(), [
      [1, 'old'],
      [2, 'b'],
    ]);
    await assert.rejects(write('insert', list), { code: 'sql-failed' });
  });

  it('gives back columns of the rows that it wrote', async () => {
    await execute(`ALTER TABLE "${table}" ADD made int8 DEFAULT 9007199254740993`);
    const returning = ['name', 'made'];
    const many = Array.from({ length: 6_000 }, (_, id) => ({ id, name: `n${id}` }));
    const inserted = await write('insert', many, { returning });
    assert.equal(inserted.affected, 6_000);
    assert.deepEqual(inserted.rows?.[5_999], { name: 'n5999', made: '9007199254740993' });
    const changed = [
      { id: 0, name: 'A' },
      { id: 7_000, name: 'B' },
    ];
    const given = { returning: ['id', 'name'] };
    assert.deepEqual(await write('update', changed, given), { affected: 1, rows: [changed[0]] });
    assert.deepEqual(await write('upsert', changed, given), { affected: 2, rows: changed });
    assert.deepEqual(await write('delete', [{ id: 7_000 }], { returning: ['*'] }), {
      affected: 1,
      rows: [
        {
          id: 7_000,
          name: 'B',
          tags: null,
          doc: null,
          bytes: null,
          'we"ird': null,
          made: '9007199254740993',
        },
      ],
    });
    await assert.rejects(write('insert', [{ id: 8_000 }], { returning: ['id" FROM x; --'] }), {
      message: /42703/u,
    });
  });

  it('executes several statements in one transaction', async () => {
    assert.ok(database.queryAll);
    const insert = (id: number) => ({
      strings: [`INSERT INTO "${table}" (id) VALUES (`, ') RETURNING id'],
      values: [id],
    });
    const results = await database.queryAll([insert(1), insert(2)], { signal });
    assert.deepEqual(
      results.map(({ rows }) => rows),
      [[{ id: 1 }], [{ id: 2 }]],
    );
    await assert.rejects(database.queryAll([insert(3), insert(1)], { signal }), { code: 'sql-failed' });
    await assert.rejects(database.queryAll([insert(4), { strings: ['ROLLBACK'], values: [] }], { signal }), {
      code: 'sql-refused',
    });
    assert.deepEqual(
      (await rows()).map(({ id }) => id),
      [1, 2],
    );
  });

  it('reads large numbers as texts where somebody wants that', async () => {
    const statement = {
      strings: ['SELECT 1::int8 AS a, 2.50::numeric AS b, 3::int4 AS c, ARRAY[4::int8] AS d'],
      values: [],
    };
    const texts = [{ a: '1', b: '2.50', c: 3, d: ['4'] }];
    assert.deepEqual((await database.query(statement, { signal })).rows, [{ a: 1, b: 2.5, c: 3, d: [4] }]);
    for (const limit of [{}, { maxRows: 5 }])
      assert.deepEqual(
        (await database.query(statement, { signal, largeNumbers: 'text', ...limit })).rows,
        texts,
      );
    for await (const batch of database.stream(statement, { signal, largeNumbers: 'text' }))
      assert.deepEqual(batch, texts);
  });
});
