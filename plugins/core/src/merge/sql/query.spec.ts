import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import type { QueryLimits, QueryOutcome } from './job.js';
import { runQuery } from './query.js';
import { queryApart } from './threads.js';

const limits: QueryLimits = { milliseconds: 5_000, heapBytes: 32 * 1024 * 1024, rows: 1_000 };
const job = (
  query: string,
  inputs: JsonObject[][],
  given: { parameters?: JsonValue[]; limits?: Partial<QueryLimits> } = {},
) => ({
  inputs,
  statement: { strings: [query], values: [] },
  parameters: given.parameters ?? [],
  limits: { ...limits, ...given.limits },
});
const ask = (...given: Parameters<typeof job>) => runQuery(job(...given));
const rowsOf = (outcome: QueryOutcome) => ('rows' in outcome ? outcome.rows : outcome);
const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)`;

describe('A query over items', () => {
  it('gives back each value with the type that it has', async () => {
    const item: JsonObject = {
      ...{ text: 'größe 💶', digits: '007', whole: 9_007_199_254_740_991, part: -1.5, huge: 1e300 },
      ...{ yes: true, no: false, nothing: null, list: [1, 'a', null], object: { a: { b: [] } }, nul: 'a\0b' },
    };
    const outcome = await ask('SELECT * FROM input1', [[item]]);
    assert.deepEqual(outcome, { columns: Object.keys(item), rows: [Object.values(item)] });
  });

  it('finds what lies within lists and objects, and compares numbers with numbers', async () => {
    const items = [
      { id: 1, at: { city: 'Ulm' }, tags: ['a', 'b'] },
      { id: '1', at: { city: 'Bonn' }, tags: [] },
    ];
    assert.deepEqual(
      rowsOf(await ask(`SELECT at ->> 'city', at -> 'city' FROM input1 WHERE id = 1`, [items])),
      [['Ulm', '"Ulm"']],
    );
    const each = 'SELECT t.value FROM input1, json_each(tags) AS t ORDER BY 1 DESC';
    assert.deepEqual(rowsOf(await ask(each, [items])), [['b'], ['a']]);
  });

  it('has fields of any name as columns, each of its own', async () => {
    const items = [{ 'a"b': 1, id: 2, ID: 3, 'ä.b': 4, __proto__x: 5, '': 6 }];
    const outcome = await ask('SELECT *, input1."a""b" AS q FROM input1', [items]);
    assert.deepEqual(outcome, {
      columns: ['a"b', 'id', 'ID_2', 'ä.b', '__proto__x', '', 'q'],
      rows: [[1, 2, 3, 4, 5, 6, 1]],
    });
  });

  it('asks inputs without items for any column, the others only for those that an item has', async () => {
    const query = 'SELECT * FROM input1 LEFT JOIN input2 AS o ON input1.id = o.key AND o."x y" = 1';
    assert.deepEqual(rowsOf(await ask(query, [[{ id: 1 }], []])), [[1, null, null]]);
    assert.deepEqual(await ask('SELECT * FROM input1, input2', [[], []]), { columns: [], rows: [] });
    assert.deepEqual(await ask('SELECT * FROM input1', [[{}, {}]]), { columns: [], rows: [[], []] });
    const missing = await ask('SELECT nmae FROM input1', [[{ name: 1 }]]);
    assert.deepEqual(missing, { refused: 'no such column: nmae' });
    const never = await ask('SELECT input1.rowid.x FROM input1', [[]]);
    assert.ok('refused' in never, JSON.stringify(never));
  });

  it('binds the values of question marks in their order or by number', async () => {
    const items = [
      { name: 'Alex', age: 21 },
      { name: 'Jamie', age: 33 },
    ];
    const query = 'SELECT age FROM input1 WHERE name = ? AND age > ?';
    assert.deepEqual(rowsOf(await ask(query, [items], { parameters: ['Alex', 20] })), [[21]]);
    const hostile = { parameters: ["' OR 1=1 --", 0] };
    assert.deepEqual(rowsOf(await ask(query, [items], hostile)), []);
    const numbered = 'SELECT ?2, ?1, ?2';
    assert.deepEqual(rowsOf(await ask(numbered, [items], { parameters: ['a', true] })), [[1, 'a', 1]]);
    const lacking = await ask(query, [items], { parameters: ['Alex'] });
    assert.deepEqual(lacking, { refused: 'there is no value for the question mark 2' });
  });

  it('binds expressions beside question marks', async () => {
    const statement = { strings: ['SELECT ?, ', ', ?, ', ''], values: ['x', { a: 1 }] };
    const outcome = await runQuery({ inputs: [[]], statement, parameters: [1, 2], limits });
    assert.deepEqual(rowsOf(outcome), [[1, 'x', 2, '{"a":1}']]);
  });

  it('does nothing but read', async () => {
    const items = [[{ id: 1 }]];
    for (const statement of [
      `ATTACH '/etc/passwd' AS a`,
      `ATTACH ':memory:' AS a`,
      `VACUUM INTO '/tmp/x'`,
      'DELETE FROM input1',
      'DROP TABLE input1',
      'INSERT INTO input1 VALUES (2)',
      'INSERT INTO input1 VALUES (2) RETURNING id',
      'CREATE TABLE a AS SELECT 1',
      'CREATE TEMP VIEW a AS SELECT 1',
      'PRAGMA hard_heap_limit = 0',
      'SELECT * FROM pragma_database_list',
      'BEGIN',
      'SELECT 1; SELECT 2',
      'SELECT 1; DROP TABLE input1',
    ])
      assert.deepEqual(
        await ask(statement, items),
        { refused: 'it may hold one SELECT and nothing else' },
        statement,
      );
    assert.deepEqual(await ask(`SELECT sqlite_log(1, 'x')`, items), {
      refused: 'not authorized to use function: sqlite_log',
    });
    for (const statement of [`SELECT load_extension('x')`, `SELECT readfile('/etc/passwd')`, 'FRM', ''])
      assert.ok('refused' in (await ask(statement, items)), statement);
    assert.deepEqual(rowsOf(await ask('SELECT 1; -- end\n/* and\n more */ ;', items)), [[1]]);
  });

  it('ends at its limits of time, memory and rows', async () => {
    const count = `${endless} SELECT count(*) FROM n`;
    assert.deepEqual(await ask(count, [[]], { limits: { milliseconds: 50 } }), { stopped: 'timeout' });
    const hoard = `${endless} SELECT group_concat(i || hex(randomblob(500))) OVER () FROM n`;
    assert.deepEqual(await ask(hoard, [[]]), { stopped: 'memory' });
    assert.deepEqual(await ask(`${endless} SELECT i FROM n`, [[]]), { stopped: 'rows' });
    const blob = await ask('SELECT length(zeroblob(500000000))', [[]]);
    assert.deepEqual(blob, { refused: 'string or blob too big' });
    const text = await ask('SELECT 1', [[{ text: 'x'.repeat(17 * 1024 * 1024) }]]);
    assert.deepEqual(text, { refused: 'string or blob too big' });
    const pattern = await ask(`SELECT 'x' LIKE ?`, [[]], { parameters: ['%a'.repeat(600)] });
    assert.deepEqual(pattern, { refused: 'LIKE or GLOB pattern too complex' });
  });

  describe('in a thread', () => {
    const never = new AbortController().signal;

    it('answers as it would here, and keeps nothing of one query for the next', async () => {
      const query = job('SELECT sum(a) AS s, count(*) AS n FROM input1', [[{ a: 1 }, { a: 2 }]]);
      const all = await Promise.all(Array.from({ length: 4 }, () => queryApart(query, never)));
      for (const outcome of all) assert.deepEqual(outcome, { columns: ['s', 'n'], rows: [[3, 2]] });
      const other = await queryApart(job('SELECT * FROM input1', [[]]), never);
      assert.deepEqual(other, { columns: [], rows: [] });
    });

    it('ends when its run is canceled, while this thread goes on', async () => {
      const controller = new AbortController();
      const query = job(`${endless} SELECT count(*) FROM n`, [[]], { limits: { milliseconds: 3_600_000 } });
      const outcome = queryApart(query, controller.signal);
      // Turns go on here meanwhile, or this would never be reached.
      await new Promise((resolve) => setImmediate(resolve));
      controller.abort(new Error('canceled'));
      await assert.rejects(outcome, /canceled/u);
    });

    it('ends for what fills its heap with rows', async () => {
      const wide = job(`${endless} SELECT hex(zeroblob(1000000)) FROM n`, [[]], { limits: { rows: 1e9 } });
      assert.deepEqual(await queryApart(wide, never), { stopped: 'memory' });
    });
  });
});
