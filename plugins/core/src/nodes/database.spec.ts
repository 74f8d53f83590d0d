import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineConnector, field, type JsonObject, type SqlText, type SqlWrite } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { databaseWriter } from './database-writer.js';
import { sqlQuery } from './sql-query.js';

const asked: SqlText[] = [];
const written: SqlWrite[] = [];

/** Plugins do not know each other; what a database does with a statement is tested in its own plugin. */
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
      dialect: 'sqlite',
      async query(statement) {
        asked.push(statement);
        if (/^(?:INSERT|DELETE)/u.test(statement.strings[0] ?? ''))
          return { rows: [], columns: [], rowCount: 3 };
        return {
          rows:
            statement.values.length > 0
              ? [{ value: statement.values[0] ?? null }]
              : [{ value: 'a' }, { value: 'b' }],
          columns: ['value'],
          rowCount: Math.max(1, 2 - statement.values.length),
        };
      },
      async queryAll(statements) {
        asked.push(...statements);
        return statements.map(() => ({ rows: [], columns: [], rowCount: 1 }));
      },
      async *stream() {
        yield [];
      },
      async write(write) {
        written.push(write);
        const rows = write.returning ? { rows: [{ id: 7 }] } : {};
        return { affected: write.rows.length, ...rows };
      },
      models: () => Promise.resolve([]),
    }),
  },
});
const connections = { database: { connector: recorder, config: {} } };
const textsOf = (statements: readonly SqlText[]) => statements.map(({ strings }) => strings.join('?'));

describe('SQL Query', () => {
  const run = (query: string, items: JsonObject[], more: Record<string, unknown> = {}) => {
    asked.length = 0;
    return runNode(sqlQuery, { parameters: { query, ...more }, items, connections });
  };

  it('binds expressions and runs once per item', async () => {
    const { outputs, items } = await run('=SELECT * FROM users WHERE name = {{ $json.name }}', [
      { name: "o'neil" },
      { name: '"; DROP' },
    ]);
    assert.deepEqual(
      asked.map(({ values }) => values),
      [["o'neil"], ['"; DROP']],
    );
    assert.ok(asked.every(({ strings }) => strings.join('?') === 'SELECT * FROM users WHERE name = ?'));
    assert.deepEqual(outputs.main, [{ value: "o'neil" }, { value: '"; DROP' }]);
    assert.deepEqual(
      items.main?.map(({ pairedItem }) => pairedItem),
      [{ item: 0 }, { item: 1 }],
    );
    assert.deepEqual(outputs.count, [{ count: 2 }]);
  });

  it('runs once when nothing in it depends on the items', async () => {
    const { outputs } = await run('SELECT 1', [{}, {}, {}]);
    assert.equal(asked.length, 1);
    assert.deepEqual(outputs, { main: [{ value: 'a' }, { value: 'b' }], count: [{ count: 2 }] });
  });

  it('says how many rows a statement changed', async () => {
    const { outputs } = await run('INSERT INTO t SELECT 1', [{}]);
    assert.deepEqual(outputs, { main: [{ affected: 3 }], count: [{ count: 3 }] });
  });

  it('executes the statements of all items in one transaction where somebody wants that', async () => {
    const query = '=UPDATE t SET a = {{ $json.a }}';
    const { outputs, items } = await run(query, [{ a: 1 }, { a: 2 }], { batching: 'transaction' });
    assert.deepEqual(
      asked.map(({ values }) => values),
      [[1], [2]],
    );
    assert.deepEqual(outputs.main, [{ affected: 1 }, { affected: 1 }]);
    assert.deepEqual(items.main?.[1]?.pairedItem, { item: 1 });
  });

  it('binds NULL for empty texts where somebody wants that', async () => {
    for (const emptyAsNull of [true, false]) {
      await run('=SELECT {{ $json.a }}', [{ a: '' }], { emptyAsNull });
      assert.deepEqual(asked[0]?.values, [emptyAsNull ? null : '']);
    }
  });

  it('refuses an expression inside of quotes', async () => {
    const { error } = await run("=SELECT '{{ $json.name }}'", [{ name: 'x' }]);
    assert.equal(error?.code, 'parameter-invalid');
    assert.deepEqual(asked, []);
  });
});

describe('Database Writer', () => {
  const run = (parameters: Record<string, unknown>, items: JsonObject[]) => {
    written.length = 0;
    return runNode(databaseWriter, { parameters, items, connections });
  };

  it('writes every field of the items in one go and passes them on', async () => {
    const items = [{ id: 1 }, { id: 2, name: 'b' }];
    const { outputs } = await run({ table: 'users' }, items);
    assert.deepEqual(written, [
      { operation: 'insert', table: 'users', columns: ['id', 'name'], keys: [], rows: items },
    ]);
    assert.deepEqual(outputs, { main: items, count: [{ count: 2 }] });
  });

  it('takes columns and keys as a list or with commas', async () => {
    await run({ table: 'users', schema: 'public', operation: 'upsert', columns: 'id, name', keys: ['id'] }, [
      { id: 1, name: 'a', other: 2 },
    ]);
    assert.deepEqual(
      written.map(({ schema, columns, keys }) => [schema, columns, keys]),
      [['public', ['id', 'name'], ['id']]],
    );
  });

  it('names a parameter that makes no sense', async () => {
    const { error } = await run({ table: 'users', columns: [1] }, [{ id: 1 }]);
    assert.match(error?.detail ?? '', /columns/u);
  });

  it('gives back the rows that it wrote instead of its items', async () => {
    const given = { table: 't', returnColumns: 'id', skipConflicts: true, emptyAsNull: true };
    const { outputs } = await run(given, [{ a: '' }, { a: 'x' }]);
    assert.deepEqual(
      written.map(({ rows, returning, skipConflicts }) => [rows, returning, skipConflicts]),
      [[[{ a: null }, { a: 'x' }], ['id'], true]],
    );
    assert.deepEqual(outputs, { main: [{ id: 7 }], count: [{ count: 2 }] });
  });

  it('deletes by the conditions of all items at once, and passes the items on', async () => {
    asked.length = 0;
    const filter = [{ column: 'id', operator: 'equals', value: '={{ $json.id }}' }];
    const items = [{ id: 1 }, { id: 2 }];
    const { outputs } = await run({ operation: 'deleteWhere', table: 't', filter }, items);
    assert.deepEqual(textsOf(asked), ['DELETE FROM `t` WHERE (`id` = ?) OR (`id` = ?)']);
    assert.deepEqual(outputs, { main: items, count: [{ count: 3 }] });
  });

  it('removes all rows, but not where no item asks for it', async () => {
    asked.length = 0;
    await run({ operation: 'truncate', table: 't' }, []);
    assert.deepEqual(asked, []);
    await run({ operation: 'truncate', table: 't' }, [{}]);
    assert.deepEqual(textsOf(asked), ['DELETE FROM `t`']);
  });
});
