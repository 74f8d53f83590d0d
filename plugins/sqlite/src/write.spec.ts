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
});
