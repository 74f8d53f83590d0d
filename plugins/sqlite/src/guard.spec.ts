import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { SqlCapability } from '@patchbay/plugin-sdk';
import { allowedDirectory, openFile, rowsOf } from './spec/files.js';

const refused = { code: 'sql-refused' };

describe('statements that would leave the SQLite file', () => {
  const inside = allowedDirectory();
  const outside = allowedDirectory();
  const other = join(outside.path, 'other.db');
  const text = join(outside.path, 'secret.txt');
  let opened: Awaited<ReturnType<typeof openFile>>;
  let database: SqlCapability;
  before(async () => {
    writeFileSync(text, 'for nobody');
    opened = await openFile(inside.path);
    database = opened.capability('sql');
    await rowsOf(database, 'CREATE TABLE orders (id INTEGER PRIMARY KEY)');
  });
  after(async () => {
    await opened.close();
    inside.remove();
    outside.remove();
  });

  const attempts = [
    `ATTACH '${other}' AS other`,
    `attach database '${other}' as other`,
    `/* SELECT */ ATTACH '${other}' AS other`,
    `-- SELECT 1\nATTACH '${other}' AS other`,
    `\ufeffATTACH '${other}' AS other`,
    `;ATTACH '${other}' AS other`,
    `SELECT 1; ATTACH '${other}' AS other`,
    `SELECT ';' ; /* ; */ ATTACH '${other}' AS other`,
    `EXPLAIN ATTACH '${other}' AS other`,
    `SELECT sha3_query('ATTACH ''${other}'' AS other')`,
    `WITH x AS (SELECT "SHA3_QUERY"('ATTACH ''${other}'' AS other')) SELECT * FROM x`,
    `VACUUM INTO '${other}'`,
    `vacuum main into '${other}'`,
    `DETACH main`,
    `SELECT writefile('${other}', 'x')`,
    `SELECT "readfile"('${text}')`,
    `SELECT [ReadFile]('${text}')`,
    `SELECT /**/readfile/**/('${text}')`,
    `SELECT * FROM fsdir('${outside.path}')`,
    `SELECT * FROM 'fsdir' WHERE path = '${outside.path}'`,
    `SELECT load_extension('${other}')`,
    `CREATE VIRTUAL TABLE v USING fts5(x)`,
    `CREATE TRIGGER t AFTER INSERT ON orders BEGIN SELECT 1; END`,
    `CREATE TEMP TABLE t (x)`,
    `PRAGMA writable_schema = ON`,
    `PRAGMA journal_mode = WAL`,
    `PRAGMA journal_mode(OFF)`,
    `PRAGMA main.journal_mode = MEMORY`,
    `PRAGMA query_only = OFF`,
    `PRAGMA temp_store_directory = '${outside.path}'`,
    `PRAGMA key = 'x'`,
    `PRAGMA rekey = 'x'`,
    `BEGIN`,
    `COMMIT`,
    `SAVEPOINT s`,
    ``,
  ];
  for (const attempt of attempts) {
    it(`refuses ${JSON.stringify(attempt.replaceAll(outside.path, '…'))}`, async () => {
      await assert.rejects(rowsOf(database, attempt), refused);
      assert.ok(!existsSync(other));
    });
  }

  const allowed = [
    'SELECT 1',
    '\ufeffSELECT 1',
    ' -- a comment\n SELECT ";" FROM (SELECT 1 AS ";") ; ',
    "SELECT 'ATTACH; it''s text' AS x /* ; */",
    'VALUES (1), (2)',
    'WITH x AS (SELECT 1 AS n) SELECT n FROM x',
    'WITH x AS (SELECT 7 AS n) INSERT INTO orders SELECT n FROM x',
    'PRAGMA table_info(orders)',
    'PRAGMA main.journal_mode',
    'CREATE UNIQUE INDEX IF NOT EXISTS i ON orders (id)',
    'ANALYZE',
  ];
  for (const statement of allowed) {
    it(`lets ${JSON.stringify(statement)} through`, () => assert.doesNotReject(rowsOf(database, statement)));
  }

  it('does not let views of a planted file read other files or settings', async () => {
    // Made by the driver itself, as somebody would who brings a file along.
    const { default: Driver } = await import('libsql/promise');
    const planted = new Driver(join(inside.path, 'planted.db'), {});
    await planted.exec(
      `CREATE VIEW a AS SELECT readfile('${text}'); CREATE VIEW b AS SELECT * FROM fsdir('${text}');
       CREATE VIEW c AS SELECT sqlite3mc_config('cipher')`,
    );
    planted.close();
    const victim = await openFile(inside.path, { path: 'planted.db' });
    for (const view of ['a', 'b', 'c']) {
      await assert.rejects(rowsOf(victim.capability('sql'), `SELECT * FROM ${view}`), {
        message: /unsafe use/u,
      });
    }
    await victim.close();
  });
});
