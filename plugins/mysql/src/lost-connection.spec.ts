import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JsonObject, SqlCapability } from '@patchbay/plugin-sdk';
import { openPlain, text, uniqueName, withCode } from './spec/servers.js';

const { signal } = new AbortController();
const columns = ['id'];

describe('a login that the server ends in the middle', () => {
  const table = uniqueName('lost');
  /** One login at a time, so that it is known which one executes the next statement. */
  let database: SqlCapability;
  let other: SqlCapability;
  const opened: Awaited<ReturnType<typeof openPlain>>[] = [];
  before(async () => {
    opened.push(await openPlain({ poolSize: 1, maxOverflow: 0 }), await openPlain());
    [database, other] = opened.map((each) => each.capability('sql')) as [SqlCapability, SqlCapability];
    await other.query(text(`CREATE TABLE ${table} (id INT PRIMARY KEY)`), { signal });
  });
  after(async () => {
    await other.query(text(`DROP TABLE ${table}`), { signal });
    for (const each of opened) await each.close();
  });

  const kept = async () => (await other.query(text(`SELECT id FROM ${table}`), { signal })).rows;
  const killer = async () => {
    const { rows } = await database.query(text('SELECT CONNECTION_ID() AS id'), { signal });
    return () => other.query(text(`KILL CONNECTION ${String(rows[0]?.['id'])}`), { signal });
  };
  const worksAgain = async () => {
    assert.equal((await database.query(text('SELECT 1 AS one'), { signal })).rows[0]?.['one'], 1);
  };

  it('fails the reading of a result, which is not taken for one that is over', async () => {
    const kill = await killer();
    const read: number[] = [];
    const reading = async () => {
      for await (const rows of database.stream(text('SELECT seq FROM seq_1_to_5000000'), { signal })) {
        if (read.length === 2) await kill();
        read.push(rows.length);
      }
    };
    await assert.rejects(reading, withCode('connect-unreachable'));
    await worksAgain();
  });

  it('leaves nothing of what was written, though the batches went on', async () => {
    const kill = await killer();
    async function* batches(): AsyncGenerator<JsonObject[]> {
      for (let at = 0; at < 5; at += 1) {
        if (at === 3) await kill();
        yield Array.from({ length: 1_000 }, (_, index) => ({ id: at * 1_000 + index }));
      }
    }
    const write = { operation: 'insert', table, columns } as const;
    const writing = database.writeBatches?.(write, batches(), { signal }) ?? assert.fail();
    await assert.rejects(writing, withCode('connect-unreachable'));
    assert.deepEqual(await kept(), []);
    await worksAgain();
  });

  it('leaves nothing when it ends before the last word, after all was written', async () => {
    const kill = await killer();
    async function* batches(): AsyncGenerator<JsonObject[]> {
      yield [{ id: 1 }];
      await kill();
    }
    const write = { operation: 'insert', table, columns } as const;
    const writing = database.writeBatches?.(write, batches(), { signal }) ?? assert.fail();
    await assert.rejects(writing, withCode('connect-unreachable'));
    assert.deepEqual(await kept(), []);
  });

  it('leaves nothing of what is canceled between two batches, and no lock', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    async function* batches(): AsyncGenerator<JsonObject[]> {
      yield [{ id: 1 }, { id: 2 }];
      stop.abort(reason);
      throw reason;
    }
    const write = { operation: 'insert', table, columns } as const;
    const writing = database.writeBatches?.(write, batches(), { signal: stop.signal }) ?? assert.fail();
    await assert.rejects(writing, reason);
    await other.query(text(`INSERT INTO ${table} VALUES (1)`), { signal });
    assert.deepEqual(await kept(), [{ id: 1 }]);
    await other.query(text(`DELETE FROM ${table}`), { signal });
  });
});

describe('a table whose engine has no transactions', () => {
  it('keeps what was written before a failure, and the failure says so', async () => {
    const opened = await openPlain();
    const database = opened.capability('sql');
    const table = uniqueName('myisam');
    await database.query(text(`CREATE TABLE ${table} (id INT PRIMARY KEY) ENGINE=MyISAM`), { signal });
    const rows = [{ id: 1 }, { id: 2 }, { id: 2 }];
    try {
      await assert.rejects(
        database.write({ operation: 'insert', table, columns, rows }, { signal }),
        withCode('sql-failed', /1062.* written before stay in the table/u),
      );
      // In one that has them nothing stays, and nothing is said.
      await database.query(text(`ALTER TABLE ${table} ENGINE=InnoDB`), { signal });
      const again = database.write(
        { operation: 'insert', table, columns, rows: [{ id: 7 }, { id: 1 }] },
        { signal },
      );
      await assert.rejects(again, (error: Error) => !error.message.includes('stay'));
      const { rows: left } = await database.query(text(`SELECT id FROM ${table} ORDER BY id`), { signal });
      assert.deepEqual(left, [{ id: 1 }, { id: 2 }]);
    } finally {
      await database.query(text(`DROP TABLE ${table}`), { signal });
      await opened.close();
    }
  });
});
