import assert from 'node:assert/strict';
import { afterEach, after, before, beforeEach, describe, it } from 'node:test';
import type { JsonObject, SqlCapability, SqlWrite } from '@patchbay/plugin-sdk';
import { openPlain, text, uniqueName, withCode } from './spec/servers.js';

describe('writing rows to MariaDB', () => {
  const { signal } = new AbortController();
  let opened: Awaited<ReturnType<typeof openPlain>>;
  let database: SqlCapability;
  let table = '';
  before(async () => {
    opened = await openPlain();
    database = opened.capability('sql');
  });
  after(() => opened.close());
  beforeEach(async () => {
    table = uniqueName('write');
    await run(`CREATE TABLE ${table} (id bigint PRIMARY KEY, name varchar(50), \`odd \`\` name\` int)`);
  });
  afterEach(() => run(`DROP TABLE ${table}`));

  const run = (statement: string) => database.query(text(statement), { signal });
  const write = (given: Omit<SqlWrite, 'table'>) => database.write({ table, ...given }, { signal });
  const rows = async (columns = 'id, name') =>
    (await run(`SELECT ${columns} FROM ${table} ORDER BY id`)).rows;
  const people = (...names: (string | null)[]): JsonObject[] =>
    names.map((name, index) => ({ id: index + 1, name }));
  const columns = ['id', 'name'];
  const keys = ['id'];

  it('inserts, a missing value as NULL', async () => {
    const result = await write({ operation: 'insert', columns, rows: [...people('Ann', 'Bob'), { id: 3 }] });
    assert.deepEqual(result, { affected: 3 });
    assert.deepEqual(await rows(), people('Ann', 'Bob', null));
  });

  it('inserts more rows than one statement can take', async () => {
    const many = Array.from({ length: 5_000 }, (_, id) => ({ id, name: 'x'.repeat(50) }));
    assert.deepEqual(await write({ operation: 'insert', columns, rows: many }), { affected: 5_000 });
    assert.deepEqual(await rows('COUNT(*) AS n'), [{ n: 5_000 }]);
  });

  it('writes nothing of what fails half way', async () => {
    const many = Array.from({ length: 2_500 }, (_, id) => ({ id, name: 'x' }));
    const twice = [...many, { id: 0, name: 'again' }];
    await assert.rejects(
      write({ operation: 'insert', columns, rows: twice }),
      withCode('sql-failed', /1062/u),
    );
    assert.deepEqual(await rows(), []);
  });

  it('writes nothing of what is cancelled half way', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    let read = 0;
    const many = Array.from({ length: 4_000 }, (_, id) => ({
      id,
      get name() {
        if (++read === 3_999) setImmediate(() => stop.abort(reason));
        return 'x'.repeat(50);
      },
    }));
    const writing = database.write(
      { operation: 'insert', table, columns, rows: many },
      { signal: stop.signal },
    );
    await assert.rejects(writing, reason);
    assert.deepEqual(await rows(), []);
  });

  it('updates by key and leaves the others alone', async () => {
    await write({ operation: 'insert', columns, rows: people('Ann', 'Bob', 'Cid') });
    const changes = [
      { id: 2, name: 'Bill' },
      { id: 9, name: 'nobody' },
    ];
    assert.deepEqual(await write({ operation: 'update', columns, keys, rows: changes }), { affected: 1 });
    assert.deepEqual(await rows(), people('Ann', 'Bill', 'Cid'));
  });

  it('upserts: changes what is there, inserts what is not, the last of a key wins', async () => {
    await write({ operation: 'insert', columns, rows: people('Ann', 'Bob') });
    const changes = [
      { id: 2, name: 'Bill' },
      { id: 3, name: 'Cyd' },
      { id: 3, name: 'Cid' },
    ];
    assert.deepEqual(await write({ operation: 'upsert', columns, keys, rows: changes }), { affected: 3 });
    assert.deepEqual(await rows(), people('Ann', 'Bill', 'Cid'));
    assert.deepEqual(await write({ operation: 'upsert', columns: ['id'], keys, rows: [{ id: 1 }] }), {
      affected: 1,
    });
    assert.deepEqual(await rows(), people('Ann', 'Bill', 'Cid'));
  });

  it('refuses to upsert by keys that do not identify a row', async () => {
    await run(`ALTER TABLE ${table} MODIFY name varchar(50) NOT NULL`);
    const upsert = write({ operation: 'upsert', columns, keys: ['name'], rows: people('Ann') });
    await assert.rejects(upsert, withCode('parameter-invalid', /over exactly them/u));
  });

  it('refuses to upsert where it could not tell by which of several indexes a row was found', async () => {
    await run(`ALTER TABLE ${table} ADD UNIQUE (name)`);
    const upsert = write({ operation: 'upsert', columns, keys: ['name'], rows: people('Ann') });
    await assert.rejects(upsert, withCode('parameter-invalid', /must be NOT NULL/u));
  });

  it('does not change another row because a further unique index has its value', async () => {
    await run(`ALTER TABLE ${table} ADD UNIQUE (name)`);
    await write({ operation: 'insert', columns: ['id', 'name', 'odd ` name'], rows: people('Ann', 'Bob') });
    const changes = [{ id: 7, name: 'Bob', 'odd ` name': 1 }];
    const upsert = write({ operation: 'upsert', columns: ['id', 'name', 'odd ` name'], keys, rows: changes });
    await assert.rejects(upsert, withCode('sql-failed', /1048/u));
    const again = [
      { id: 2, name: 'Bill' },
      { id: 3, name: 'Cid' },
    ];
    await write({ operation: 'upsert', columns, keys, rows: again });
    assert.deepEqual(await rows(), people('Ann', 'Bill', 'Cid'));
  });

  it('replaces all rows at once, or none when one is refused', async () => {
    await write({ operation: 'insert', columns, rows: people('Ann', 'Bob', 'Cid') });
    await assert.rejects(write({ operation: 'replace', columns, rows: [{ id: 1 }, { id: 1 }] }));
    assert.equal((await rows()).length, 3);
    await write({ operation: 'replace', columns, rows: people('Dora') });
    assert.deepEqual(await rows(), people('Dora'));
  });

  it('deletes by one key and by several', async () => {
    await write({ operation: 'insert', columns, rows: people('Ann', 'Bob', 'Cid') });
    const one = await write({
      operation: 'delete',
      columns,
      keys,
      rows: [{ id: 3 }, { id: 9 }, { id: null }],
    });
    assert.deepEqual(one, { affected: 1 });
    const both = { operation: 'delete', columns, keys: ['id', 'name'] } as const;
    await write({
      ...both,
      rows: [
        { id: 1, name: 'Bob' },
        { id: 2, name: 'Bob' },
      ],
    });
    assert.deepEqual(await rows(), people('Ann'));
  });

  it('never takes a number for every text, nor a text for zero, when it looks for keys', async () => {
    await write({
      operation: 'insert',
      columns,
      rows: [
        { id: 0, name: 'Ann' },
        { id: 1, name: 'Bob' },
      ],
    });
    assert.deepEqual(await write({ operation: 'delete', columns, keys: ['name'], rows: [{ name: 0 }] }), {
      affected: 0,
    });
    const byText = write({ operation: 'delete', columns, keys, rows: [{ id: 'abc' }] });
    await assert.rejects(byText, withCode('parameter-invalid', /"id" takes a number/u));
    assert.equal((await rows()).length, 2);
  });

  it('tells long keys apart that differ in the last digit', async () => {
    const long = [{ id: '9007199254740993' }, { id: '9007199254740992' }];
    await write({ operation: 'insert', columns: ['id'], rows: long });
    await write({
      operation: 'delete',
      columns: ['id'],
      keys,
      rows: [{ id: '9007199254740992' }, { id: 5 }],
    });
    assert.deepEqual(await rows('id'), [{ id: '9007199254740993' }]);
  });

  it('quotes names, so that none ends its own quoting', async () => {
    const column = 'odd ` name';
    await write({ operation: 'insert', columns: ['id', column], rows: [{ id: 1, [column]: 5 }] });
    assert.deepEqual(await rows('`odd `` name` AS v'), [{ v: 5 }]);
    const name = `name\` = (SELECT 1)) -- `;
    const hostile = write({ operation: 'insert', columns: ['id', name], rows: [{ id: 2, [name]: 1 }] });
    await assert.rejects(hostile, withCode('sql-failed', /1054/u));
    await assert.rejects(
      database.write({ operation: 'insert', table: '', columns, rows: people('x') }, { signal }),
      withCode('parameter-invalid'),
    );
  });

  it('takes values only from the row itself', async () => {
    const column = 'toString';
    await run(`ALTER TABLE ${table} ADD ${column} varchar(50)`);
    await write({ operation: 'insert', columns: ['id', column], rows: [{ id: 1 }] });
    assert.deepEqual(await rows(column), [{ [column]: null }]);
  });

  it('wants keys and something to write', async () => {
    for (const operation of ['update', 'upsert', 'delete'] as const)
      await assert.rejects(write({ operation, columns, rows: [] }), withCode('parameter-invalid', /keys/u));
    await assert.rejects(
      write({ operation: 'insert', columns: [], rows: [] }),
      withCode('parameter-invalid'),
    );
    const onlyKeys = write({ operation: 'update', columns: keys, keys, rows: [{ id: 1 }] });
    await assert.rejects(onlyKeys, withCode('parameter-invalid', /nothing to update/u));
  });

  it('leaves out rows that are there already, and counts those that it wrote', async () => {
    await write({ operation: 'insert', columns, rows: people('old') });
    const list = [...people('new', 'b'), { id: 2, name: 'again' }];
    const skipping = { operation: 'insert', columns, skipConflicts: true } as const;
    assert.deepEqual(await write({ ...skipping, rows: list }), { affected: 1 });
    assert.deepEqual(await rows(), people('old', 'b'));
    const tooLong = [{ id: 9, name: 'x'.repeat(51) }];
    await assert.rejects(write({ ...skipping, rows: tooLong }), withCode('sql-failed'));
    const asking = { operation: 'insert', columns, returning: ['id'], rows: people('x') } as const;
    await assert.rejects(write(asking), withCode('parameter-invalid'));
  });

  it('executes several statements in one transaction', async () => {
    assert.ok(database.queryAll);
    const insert = (id: number) => ({ strings: [`INSERT INTO ${table} (id) VALUES (`, ')'], values: [id] });
    const all = [insert(1), insert(2), text(`SELECT id FROM ${table} ORDER BY id`)];
    const results = await database.queryAll(all, { signal, maxRows: 1 });
    assert.deepEqual(
      results.map(({ rowCount }) => rowCount),
      [1, 1, 1],
    );
    await assert.rejects(database.queryAll([insert(3), insert(1)], { signal }), withCode('sql-failed'));
    assert.deepEqual(await rows('id'), [{ id: 1 }, { id: 2 }]);
  });

  it('reads large numbers as texts where somebody wants that', async () => {
    const statement = text('SELECT CAST(1 AS SIGNED) AS a, CAST(2.50 AS DECIMAL(5, 2)) AS b');
    const { rows: found } = await database.query(statement, { signal, largeNumbers: 'text' });
    assert.equal(found[0]?.b, '2.50');
    const ids = text(`SELECT id FROM ${table}`);
    await write({ operation: 'insert', columns, rows: people('a') });
    for await (const batch of database.stream(ids, { signal, largeNumbers: 'text' }))
      assert.deepEqual(batch, [{ id: '1' }]);
  });
});
