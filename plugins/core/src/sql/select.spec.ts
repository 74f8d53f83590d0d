import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '@patchbay/plugin-sdk';
import type { Dialect } from './quote.js';
import { type Selection, selectStatement } from './select.js';

const select = (given: Partial<Selection>, dialect: Dialect = 'postgresql') => {
  const { strings, values } = selectStatement(dialect, {
    table: 't',
    columns: [],
    filter: [],
    orderBy: [],
    ...given,
  });
  return { text: strings.join('?'), values };
};
const where = (condition: Record<string, JsonValue>, dialect?: Dialect) => {
  const { text, values } = select({ filter: [condition] }, dialect);
  return [text.replace(/^.* WHERE /u, ''), ...values];
};
const invalid = (given: Partial<Selection>, words: RegExp) =>
  assert.throws(() => select(given), { code: 'parameter-invalid', message: words });

describe('the statement of a reader', () => {
  it('quotes names and binds values', () => {
    const given = {
      schema: 's',
      columns: 'a, b',
      filter: [
        { column: 'a', operator: 'equals', value: "x' OR '1'='1" },
        { column: 'b', operator: '>', value: 5 },
      ],
      orderBy: 'a desc, b',
      limit: 3,
    };
    assert.deepEqual(select(given), {
      text: 'SELECT "a", "b" FROM "s"."t" WHERE "a" = ? AND "b" > ? ORDER BY "a" DESC, "b" ASC LIMIT 3',
      values: ["x' OR '1'='1", 5],
    });
    assert.deepEqual(select({}), { text: 'SELECT * FROM "t"', values: [] });
  });

  it('limits rows in the words of each database', () => {
    const texts: Partial<Record<Dialect, string>> = {
      mssql: 'SELECT TOP (3) * FROM [t]',
      oracle: 'SELECT * FROM "t" FETCH FIRST 3 ROWS ONLY',
      mysql: 'SELECT * FROM `t` LIMIT 3',
      bigquery: 'SELECT * FROM `t` LIMIT 3',
    };
    for (const [dialect, text] of Object.entries(texts))
      assert.equal(select({ limit: 3 }, dialect as Dialect).text, text);
  });

  it('writes every operator', () => {
    const cases: [string, JsonValue, ...unknown[]][] = [
      ['=', 1, '"a" = ?', 1],
      ['', 1, '"a" = ?', 1],
      ['notEquals', 'x', '"a" <> ?', 'x'],
      ['!=', 'x', '"a" <> ?', 'x'],
      ['gte', 1, '"a" >= ?', 1],
      ['lt', 1, '"a" < ?', 1],
      ['in', [1, '2'], '"a" IN (?, ?)', 1, '2'],
      ['in', [], '1 = 0'],
      ['notIn', ['x'], '"a" NOT IN (?)', 'x'],
      ['notIn', [], '1 = 1'],
      ['startsWith', 'x', `"a" LIKE ? ESCAPE '!'`, 'x%'],
      ['endsWith', 'x', `"a" LIKE ? ESCAPE '!'`, '%x'],
      ['notContains', 'x', `"a" NOT LIKE ? ESCAPE '!'`, '%x%'],
      ['exists', null, '"a" IS NOT NULL'],
      ['notExists', null, '"a" IS NULL'],
    ];
    for (const [operator, value, ...expected] of cases)
      assert.deepEqual(where({ column: 'a', operator, value }), expected, operator);
  });

  it('searches for percent signs where somebody searches for percent signs', () => {
    const condition = { column: 'a', operator: 'contains', value: '50%_![\\' };
    assert.equal(where(condition)[1], '%50!%!_!![\\%');
    assert.equal(where(condition, 'mssql')[1], '%50!%!_!!![\\%');
    assert.deepEqual(where(condition, 'bigquery'), ['`a` LIKE ?', '%50\\%\\_![\\\\%']);
  });

  it('lets no value, operator, direction or limit become text of its own', () => {
    for (const operator of ['= 1 OR 1 =', 'constructor', '__proto__', 5, ['=']])
      invalid({ filter: [{ column: 'a', operator: operator as JsonValue, value: 1 }] }, /operator/u);
    invalid({ orderBy: [{ column: 'a', direction: 'desc; DROP TABLE t' }] }, /direction/u);
    invalid({ limit: '1; DROP TABLE t' as unknown as number }, /limit/u);
    invalid({ limit: 0 }, /limit/u);
    invalid({ limit: 1.5 }, /limit/u);
    assert.equal(
      select({ orderBy: 'a desc; DROP TABLE t' }).text,
      'SELECT * FROM "t" ORDER BY "a desc; DROP TABLE t" ASC',
    );
    assert.equal(select({ columns: ['a" FROM secrets --'] }).text, 'SELECT "a"" FROM secrets --" FROM "t"');
    assert.equal(where({ column: 'a" OR 1=1 --', value: 1 })[0], '"a"" OR 1=1 --" = ?');
  });

  it('does not read a missing value as "has none"', () => {
    invalid({ filter: [{ column: 'a', operator: 'equals' }] }, /no value for "a".*notExists/u);
    invalid({ filter: [{ column: 'a', operator: 'in', value: [1, null] }] }, /no value/u);
    invalid({ filter: [{ column: 'a', operator: 'contains', value: null }] }, /no value/u);
    invalid({ filter: [{ column: 'a', value: { x: 1 } }] }, /list or an object/u);
    invalid({ filter: [{ column: 'a', operator: 'in', value: 'x' }] }, /needs a list/u);
  });

  it('names the parameter that makes no sense', () => {
    invalid({ filter: 'a = 1' }, /"filter"/u);
    invalid({ filter: [{ value: 1 }] }, /without a column/u);
    invalid({ orderBy: 5 }, /"orderBy"/u);
    invalid({ orderBy: [{}] }, /"orderBy"/u);
    invalid({ columns: [5] }, /"columns"/u);
    invalid({ table: '' }, /"table"/u);
  });

  it('joins conditions by or, and leaves out rows that are alike', () => {
    const filter = [
      { column: 'a', value: 1 },
      { column: 'b', operator: 'notExists' },
    ];
    assert.deepEqual(select({ filter, combine: 'or', distinct: true, limit: 2 }, 'mssql'), {
      text: 'SELECT DISTINCT TOP (2) * FROM [t] WHERE [a] = ? OR [b] IS NULL',
      values: [1],
    });
    assert.equal(select({ filter }).text, 'SELECT * FROM "t" WHERE "a" = ? AND "b" IS NULL');
  });
});
