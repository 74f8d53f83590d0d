import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { defineConnector, field, type JsonObject, type SqlText } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { databaseReader } from './database-reader.js';

let asked: { statement: SqlText; readOnly: boolean | undefined }[] = [];

/** Answers with the statement; real databases are read in test/src/e2e. */
const recorder = defineConnector({
  type: 'recorder',
  displayName: 'Recorder',
  description: 'Notes what it is asked',
  category: 'database',
  fields: { name: field.text({ displayName: 'Name', default: 'x' }) },
  open: () => ({}),
  test: () => Promise.resolve(),
  capabilities: {
    sql: () => ({
      dialect: 'mysql',
      query(statement, { readOnly }) {
        asked.push({ statement, readOnly });
        const rows = [{ text: statement.strings.join('?') }, { text: 'second' }];
        return Promise.resolve({ rows, columns: ['text'], rowCount: 2 });
      },
      async *stream(statement, { readOnly }) {
        asked.push({ statement, readOnly });
        yield [{ text: statement.strings.join('?') }];
        yield [{ text: 'second' }];
      },
      write: () => Promise.reject(new Error('nothing to write')),
      models: () => Promise.resolve([]),
    }),
  },
});

describe('Database Reader', () => {
  beforeEach(() => {
    asked = [];
  });
  const run = (parameters: Record<string, unknown>, items: JsonObject[] = [{}]) =>
    runNode(databaseReader, {
      parameters,
      items,
      connections: { database: { connector: recorder, config: {} } },
    });

  it('reads a table in the words of its database', async () => {
    const { outputs, items } = await run({ schema: 's', table: 't`x', columns: 'a', limit: 5 });
    assert.deepEqual(outputs, {
      main: [{ text: 'SELECT `a` FROM `s`.`t``x` LIMIT 5' }, { text: 'second' }],
      count: [{ count: 2 }],
    });
    assert.deepEqual(items.main?.[0]?.pairedItem, { item: 0 });
  });

  it('has the database refuse what would write', async () => {
    await run({ query: 'DELETE FROM t' });
    assert.deepEqual(
      asked.map(({ readOnly }) => readOnly),
      [true],
    );
  });

  it('binds what expressions find, in filters and in queries', async () => {
    const hostile = "x' OR '1'='1";
    const filter = [{ column: 'name', operator: 'equals', value: '={{ $json.name }}' }];
    await run({ table: 't', filter }, [{ name: hostile }]);
    await run({ query: '=SELECT * FROM t WHERE name = {{ $json.name }}' }, [{ name: hostile }]);
    assert.deepEqual(
      asked.map(({ statement }) => statement.values),
      [[hostile], [hostile]],
    );
    assert.ok(asked.every(({ statement }) => !statement.strings.join('').includes('OR')));
  });

  it('quotes a table that an expression names', async () => {
    await run({ table: '={{ $json.table }}' }, [{ table: 't` WHERE 1=0 UNION SELECT * FROM `secrets' }]);
    assert.deepEqual(asked[0]?.statement.strings, [
      'SELECT * FROM `t`` WHERE 1=0 UNION SELECT * FROM ``secrets`',
    ]);
  });

  it('reads once what all items ask for alike, and once for each that differs', async () => {
    const { outputs, items } = await run({ table: 't' }, [{}, {}, {}]);
    assert.deepEqual([asked.length, outputs.main?.length, items.main?.[0]?.pairedItem], [1, 2, undefined]);
    asked = [];
    const filter = [{ column: 'id', value: '={{ $json.id }}' }];
    const varied = await run({ table: 't', filter }, [{ id: 1 }, { id: 2 }, { id: 1 }]);
    assert.deepEqual(
      asked.map(({ statement }) => statement.values[0]),
      [1, 2],
    );
    assert.deepEqual(
      varied.items.main?.map(({ pairedItem }) => pairedItem),
      [undefined, undefined, { item: 1 }, { item: 1 }],
    );
  });

  it('refuses a filter whose value an expression did not find', async () => {
    const filter = [{ column: 'customer', value: '={{ $json.nobody }}' }];
    const { error } = await run({ table: 't', filter });
    assert.deepEqual([error?.code, asked.length], ['parameter-invalid', 0]);
  });

  it('refuses a table and a query at once, and neither', async () => {
    for (const given of [{ table: 't', query: 'SELECT 1' }, {}, { query: ' ' }])
      assert.equal((await run(given)).error?.code, 'parameter-invalid', JSON.stringify(given));
    assert.deepEqual(asked, []);
  });

  it('refuses a limit that an expression made of something else', async () => {
    const { error } = await run({ table: 't', limit: '={{ $json.n }}' }, [{ n: -1 }]);
    assert.match(error?.detail ?? '', /limit/u);
    assert.deepEqual(asked, []);
  });
});
