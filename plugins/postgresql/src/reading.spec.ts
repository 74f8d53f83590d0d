import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SqlCapability, SqlText } from '@patchbay/plugin-sdk';
import { openPlain, uniqueName } from './spec/servers.js';

const text = (statement: string): SqlText => ({ strings: [statement], values: [] });

describe('statements that may only read on PostgreSQL', () => {
  const { signal } = new AbortController();
  const table = uniqueName('only_read');
  const writes = `${table}_writes`;
  let opened: Awaited<ReturnType<typeof openPlain>>;
  let database: SqlCapability;
  before(async () => {
    opened = await openPlain();
    database = opened.capability('sql');
    for (const statement of [
      `CREATE TABLE ${table} (id int)`,
      `INSERT INTO ${table} SELECT generate_series(1, 10)`,
      `CREATE FUNCTION ${writes}() RETURNS int LANGUAGE sql AS 'INSERT INTO ${table} VALUES (99) RETURNING id'`,
    ])
      await database.query(text(statement), { signal });
  });
  after(async () => {
    await database.query(text(`DROP FUNCTION ${writes}`), { signal });
    await database.query(text(`DROP TABLE ${table}`), { signal });
    await opened.close();
  });

  const count = async () =>
    (await database.query(text(`SELECT count(*) FROM ${table}`), { signal })).rows[0]?.count;

  const forbidden = [
    `DELETE FROM ${table}`,
    `INSERT INTO ${table} VALUES (1) RETURNING id`,
    `WITH gone AS (DELETE FROM ${table} RETURNING id) SELECT * FROM gone`,
    `SELECT ${writes}()`,
    `CREATE TABLE ${table}_2 AS SELECT 1`,
    `DROP TABLE ${table}`,
    `TRUNCATE ${table}`,
  ];
  for (const statement of forbidden)
    it(`refuse ${statement.replaceAll(table, 't')}`, async () => {
      const refused = { code: 'sql-refused', message: /only reads/u };
      await assert.rejects(database.query(text(statement), { signal, readOnly: true }), refused);
      await assert.rejects(database.query(text(statement), { signal, readOnly: true, maxRows: 5 }), refused);
      await assert.rejects(async () => {
        for await (const _ of database.stream(text(statement), { signal, readOnly: true }));
      }, refused);
      assert.equal(await count(), 10);
    });

  it('give their rows, and leave nothing behind for who uses the connection next', async () => {
    const all = text(`SELECT id FROM ${table} ORDER BY id`);
    const ids = (rows: readonly object[]) => rows.map((row) => (row as { id: number }).id);
    const first = await database.query(all, { signal, readOnly: true, maxRows: 2 });
    assert.deepEqual(ids(first.rows), [1, 2]);
    const streamed: number[] = [];
    for await (const rows of database.stream(all, { signal, readOnly: true, batchSize: 3 }))
      streamed.push(...ids(rows));
    assert.deepEqual(streamed, ids((await database.query(all, { signal, readOnly: true })).rows));
    assert.equal(streamed.length, 10);
    for await (const _ of database.stream(all, { signal, readOnly: true, batchSize: 3 })) break;
    await database.query(text(`INSERT INTO ${table} VALUES (11)`), { signal });
    assert.equal(await count(), 11);
    await database.query(text(`DELETE FROM ${table} WHERE id = 11`), { signal });
  });
});
