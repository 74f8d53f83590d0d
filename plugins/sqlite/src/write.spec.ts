import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { JsonObject, SqlCapability, SqlWrite } from '@patchbay/plugin-sdk';
import { allowedDirectory, openFile, rowsOf } from './spec/files.js';

describe('writing to SQLite', () => {
  const { signal } = new AbortController();
  const directory = allowedDirectory();
  let opened: Awaited<ReturnType<typeof openFile>>;
  let database: SqlCapability;
  const rows = () => rowsOf(database, 'SELECT id, name FROM "t""x" ORDER BY id');
  const write = (operation: SqlWrite['operation'], list: JsonObject[], more: Partial<SqlWrite> = {}) =>
    database.write(
      { operation, table: 't"x', columns: ['id', 'name'], keys: ['id'], rows: list, ...more },
      { signal },
    );

  before(async () => {
    opened = await openFile(directory.path);
    database = opened.capability('sql');
  });
  beforeEach(async () => {
    await rowsOf(database, 'DROP TABLE IF EXISTS "t""x"');
    await rowsOf(database, 'CREATE TABLE "t""x" (id INTEGER PRIMARY KEY, name TEXT, amount REAL, data)');
  });
  after(async () => {
    await opened.close();
    directory.remove();
  });

  it('inserts more rows than one statement has parameters', async () => {
    const list = Array.from({ length: 20_011 }, (_, id) => ({ id, name: `row ${id}` }));
    assert.deepEqual(await write('insert', list), { affected: 20_011 });
    assert.deepEqual(await rowsOf(database, 'SELECT count(*) AS n, min(name) AS first FROM "t""x"'), [
      { n: 20_011, first: 'row 0' },
    ]);
  });

  it('writes all rows or none', async () => {
    const list = [...Array.from({ length: 2_000 }, (_, id) => ({ id, name: 'x' })), { id: 1, name: 'twice' }];
    await assert.rejects(write('insert', list), { code: 'sql-failed', message: /CONSTRAINT/u });
    assert.deepEqual(await rows(), []);
    assert.deepEqual(await write('insert', [{ id: 1, name: 'after' }]), { affected: 1 });
  });

  it('updates what is there and inserts the rest; the last row of a key wins', async () => {
    await write('insert', [{ id: 1, name: 'old' }]);
    await write('upsert', [
      { id: 1, name: 'new' },
      { id: 2, name: 'first' },
      { id: 2, name: 'second' },
    ]);
    assert.deepEqual(await rows(), [
      { id: 1, name: 'new' },
      { id: 2, name: 'second' },
    ]);
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
    assert.deepEqual(await rows(), [{ id: 1, name: 'A' }]);
    await write('replace', [{ id: 7, name: 'only' }]);
    assert.deepEqual(await rows(), [{ id: 7, name: 'only' }]);
  });

  it('takes hostile values and names for what they are', async () => {
    const hostile = `x'); DROP TABLE "t""x"; --`;
    await write('insert', [{ id: 1, name: hostile }]);
    assert.deepEqual(await rows(), [{ id: 1, name: hostile }]);
    await assert.rejects(write('insert', [{ id: 2 }], { columns: ['id") SELECT 1; --'] }), {
      code: 'sql-failed',
    });
    await assert.rejects(write('insert', [{ id: 2 }], { schema: 'temp' }), { code: 'parameter-invalid' });
    assert.equal((await rows()).length, 1);
  });

  it('stores doubles exactly, booleans as numbers and objects as JSON', async () => {
    const list = [
      { id: 1, amount: 0.1 + 0.2, data: true },
      { id: 2, amount: 1 / 3, data: { a: [1] } },
    ];
    await write('insert', list, { columns: ['id', 'amount', 'data'] });
    assert.deepEqual(await rowsOf(database, 'SELECT amount, data FROM "t""x" ORDER BY id'), [
      { amount: 0.1 + 0.2, data: 1 },
      { amount: 1 / 3, data: '{"a":[1]}' },
    ]);
  });

  it('writes from many callers at once without losing any', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, id) => write('insert', [{ id, name: 'x' }])));
    assert.equal((await rows()).length, 30);
  });

  it('asks for keys where they are needed', async () => {
    await assert.rejects(write('upsert', [{ id: 1 }], { keys: [] }), { code: 'parameter-invalid' });
    await assert.rejects(write('update', [{ id: 1 }], { columns: ['id'] }), { code: 'parameter-invalid' });
  });

  it('leaves out rows that are there already, and counts those that it wrote', async () => {
    await write('insert', [{ id: 1, name: 'old' }]);
    const list = [
      { id: 1, name: 'new' },
      { id: 2, name: 'b' },
      { id: 2, name: 'again' },
    ];
    assert.deepEqual(await write('insert', list, { skipConflicts: true }), { affected: 1 });
    assert.deepEqual(await rows(), [
      { id: 1, name: 'old' },
      { id: 2, name: 'b' },
    ]);
  });

  it('gives back columns of the rows that it wrote', async () => {
    const many = Array.from({ length: 1_200 }, (_, id) => ({ id, name: `n${id}` }));
    const inserted = await write('insert', many, { returning: ['name'] });
    assert.equal(inserted.affected, 1_200);
    assert.deepEqual(
      inserted.rows,
      many.map(({ name }) => ({ name })),
    );
    const changed = [
      { id: 0, name: 'A' },
      { id: 7_000, name: 'B' },
    ];
    const given = { returning: ['id', 'name'] };
    assert.deepEqual(await write('update', changed, given), { affected: 1, rows: [changed[0]] });
    assert.deepEqual(await write('upsert', changed, given), { affected: 2, rows: changed });
    const whole = { id: 7_000, name: 'B', amount: null, data: null };
    assert.deepEqual(await write('delete', [{ id: 7_000 }], { returning: ['*'] }), {
      affected: 1,
      rows: [whole],
    });
    await assert.rejects(write('insert', [{ id: 8_000 }], { returning: ['id" FROM x; --'] }), {
      code: 'sql-failed',
    });
  });

  it('executes several statements in one transaction', async () => {
    assert.ok(database.queryAll);
    const insert = (id: number) => ({ strings: ['INSERT INTO "t""x" (id) VALUES (', ')'], values: [id] });
    const results = await database.queryAll([insert(1), insert(2)], { signal });
    assert.deepEqual(
      results.map(({ rowCount }) => rowCount),
      [1, 1],
    );
    await assert.rejects(database.queryAll([insert(3), insert(1)], { signal }), { code: 'sql-failed' });
    assert.deepEqual(
      (await rows()).map(({ id }) => id),
      [1, 2],
    );
  });
});
