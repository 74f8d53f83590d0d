import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SqlCapability } from '@patchbay/plugin-sdk';
import { openPlain, text, uniqueName, withCode } from './spec/servers.js';

describe('statements that may only read on MariaDB', () => {
  const { signal } = new AbortController();
  const table = uniqueName('only_read');
  const untransacted = `${table}_myisam`;
  let opened: Awaited<ReturnType<typeof openPlain>>;
  let database: SqlCapability;
  before(async () => {
    opened = await openPlain();
    database = opened.capability('sql');
    for (const statement of [
      `CREATE TABLE ${table} (id int)`,
      `CREATE TABLE ${untransacted} (id int) ENGINE = MyISAM`,
      `INSERT INTO ${table} SELECT seq FROM seq_1_to_10`,
      `INSERT INTO ${untransacted} SELECT seq FROM seq_1_to_10`,
    ])
      await database.query(text(statement), { signal });
  });
  after(async () => {
    await database.query(text(`DROP TABLE ${table}, ${untransacted}`), { signal });
    await opened.close();
  });

  const count = async (name: string) =>
    (await database.query(text(`SELECT count(*) AS n FROM ${name}`), { signal })).rows[0]?.n;

  const forbidden = [
    `DELETE FROM ${table}`,
    `DELETE FROM ${untransacted}`,
    `REPLACE INTO ${table} VALUES (1)`,
    `INSERT INTO ${untransacted} SELECT id FROM ${table}`,
    `CREATE TABLE ${table}_2 AS SELECT 1 AS one`,
    `DROP TABLE ${table}`,
    `TRUNCATE ${untransacted}`,
    `ALTER TABLE ${table} ADD COLUMN more int`,
    `/*! DROP TABLE ${table} */`,
    `/*M!100100 DROP TABLE ${table} */`,
    `/* only looking */ DROP TABLE ${table}`,
    `CALL something()`,
  ];
  for (const statement of forbidden)
    it(`refuse ${statement.replaceAll(table, 't')}`, async () => {
      const refused = withCode('sql-refused', /only reads/u);
      await assert.rejects(database.query(text(statement), { signal, readOnly: true }), refused);
      await assert.rejects(async () => {
        for await (const _ of database.stream(text(statement), { signal, readOnly: true }));
      }, refused);
      assert.deepEqual([await count(table), await count(untransacted)], [10, 10]);
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
    for (const other of [
      `-- all\n(SELECT 1)`,
      `/* * */ # one\n SELECT 1`,
      'SHOW TABLES',
      `DESCRIBE ${table}`,
    ])
      assert.ok((await database.query(text(other), { signal, readOnly: true })).rows.length > 0);
    for await (const _ of database.stream(all, { signal, readOnly: true, batchSize: 3 })) break;
    await database.query(text(`INSERT INTO ${table} VALUES (11)`), { signal });
    assert.equal(await count(table), 11);
    await database.query(text(`DELETE FROM ${table} WHERE id = 11`), { signal });
  });
});
