import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '@patchbay/plugin-sdk';
import type { Dialect } from './quote.js';
import { type Deletion, deleteStatement, type Removal, removeStatement } from './remove.js';

const where = (...conditions: Record<string, JsonValue>[]): Deletion => ({
  table: 't',
  filter: conditions,
  combine: 'and',
});
const remove = (deletions: Deletion[], returning: string[] = [], dialect: Dialect = 'postgresql') => {
  const { strings, values } = deleteStatement(dialect, deletions, returning);
  return { text: strings.join('?'), values };
};
const invalid = (work: () => unknown, words: RegExp) =>
  assert.throws(work, { code: 'parameter-invalid', message: words });

describe('the statement that deletes rows by conditions', () => {
  it('deletes what any item describes by one statement, once for what several describe alike', () => {
    const old = { column: 'year', operator: 'lt', value: 2000 };
    const or: Deletion = { ...where(old, { column: 'gone', operator: 'exists' }), combine: 'or' };
    assert.deepEqual(remove([where(old, { column: 'a', value: "x' OR 1=1" }), or, or], ['id', '*']), {
      text: 'DELETE FROM "t" WHERE ("year" < ? AND "a" = ?) OR ("year" < ? OR "gone" IS NOT NULL) RETURNING "id", *',
      values: [2000, "x' OR 1=1", 2000],
    });
  });

  it('never deletes all rows because a condition is missing', () => {
    invalid(() => remove([where()]), /filter.*every row/u);
    invalid(() => remove([where({ column: 'a', value: 1 }), where()]), /filter/u);
    invalid(() => remove([where({ column: 'a', operator: 'equals' })]), /no value/u);
  });

  it('deletes of one table, with no more values than a statement takes', () => {
    const other = { ...where({ column: 'a', value: 1 }), table: 'other' };
    invalid(() => remove([where({ column: 'a', value: 1 }), other]), /table.*same/u);
    const many = Array.from({ length: 32_001 }, (_, value) => value);
    invalid(() => remove([where({ column: 'a', operator: 'in', value: many })]), /32000/u);
  });
});

describe('the statement that empties or removes a table', () => {
  const removal = (operation: Removal['operation'], dialect: Dialect, more: Partial<Removal> = {}) =>
    removeStatement(dialect, { operation, table: 't', restartSequences: false, cascade: false, ...more })
      .strings[0];

  it('is written in the words of the database', () => {
    const all = { restartSequences: true, cascade: true };
    assert.equal(removal('truncate', 'postgresql', all), 'TRUNCATE TABLE "t" RESTART IDENTITY CASCADE');
    assert.equal(removal('drop', 'postgresql', { ...all, schema: 's' }), 'DROP TABLE "s"."t" CASCADE');
    assert.equal(removal('truncate', 'mysql'), 'TRUNCATE TABLE `t`');
    assert.equal(removal('truncate', 'sqlite'), 'DELETE FROM `t`');
    assert.equal(removal('drop', 'mssql'), 'DROP TABLE [t]');
  });

  it('refuses what a database does not have', () => {
    invalid(() => removal('truncate', 'mysql', { restartSequences: true }), /restartSequences/u);
    invalid(() => removal('drop', 'sqlite', { cascade: true }), /cascade/u);
  });
});
