import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { summarize } from './summarize.js';

const orders = [
  { city: 'Berlin', amount: 10, tag: 'a', at: '2024-05-02' },
  { city: 'Rome', amount: '2.5', tag: 'b', at: '2024-01-01' },
  { city: 'Berlin', amount: 5, tag: 'a', at: '2024-04-01' },
  { city: 'Berlin', amount: null, tag: '', at: '2024-06-01' },
];
const run = (parameters: Record<string, unknown>) => runNode(summarize, { parameters, items: orders });

describe('Summarise', () => {
  it('computes each aggregation over all items', async () => {
    const fieldsToSummarize = [
      { aggregation: 'count' },
      { field: 'tag', aggregation: 'count' },
      { field: 'tag', aggregation: 'countUnique' },
      { field: 'amount', aggregation: 'sum' },
      { field: 'amount', aggregation: 'average' },
      { field: 'amount', aggregation: 'max' },
      { field: 'at', aggregation: 'min' },
      { field: 'tag', aggregation: 'append' },
      { field: 'city', aggregation: 'concatenate', separator: '-' },
    ];
    const { outputs } = await run({ fieldsToSummarize });
    assert.deepEqual(outputs.main, [
      {
        count: 4,
        count_tag: 3,
        unique_count_tag: 2,
        sum_amount: 17.5,
        average_amount: 17.5 / 3,
        max_amount: 10,
        min_at: '2024-01-01',
        appended_tag: ['a', 'b', 'a'],
        concatenated_city: 'Berlin-Rome-Berlin-Berlin',
      },
    ]);
  });

  it('gives one item per group, in the order of their first items', async () => {
    const fieldsToSummarize = { values: [{ field: 'amount', aggregation: 'sum' }] };
    const { outputs, items } = await run({ fieldsToSummarize, fieldsToSplitBy: 'city' });
    assert.deepEqual(outputs.main, [
      { city: 'Berlin', sum_amount: 15 },
      { city: 'Rome', sum_amount: 2.5 },
    ]);
    assert.deepEqual(items.main?.[0]?.pairedItem, [{ item: 0 }, { item: 2 }, { item: 3 }]);
  });

  it('names a setting that makes no sense', async () => {
    for (const fieldsToSummarize of [
      [],
      [{ field: 'a', aggregation: 'constructor' }],
      [{ aggregation: 'sum' }],
    ]) {
      assert.equal((await run({ fieldsToSummarize })).error?.code, 'parameter-invalid');
    }
  });

  it('gives the groups as one item, as objects within it', async () => {
    const fieldsToSummarize = [{ field: 'amount', aggregation: 'sum' }];
    const by = { fieldsToSummarize, fieldsToSplitBy: 'city, tag', outputFormat: 'singleItem' };
    assert.deepEqual((await run(by)).outputs.main, [
      {
        Berlin: { a: { sum_amount: 15 }, '': { sum_amount: 0 } },
        Rome: { b: { sum_amount: 2.5 } },
      },
    ]);
    const hostile = { ...by, fieldsToSplitBy: 'city' };
    const items = [
      { city: '__proto__', amount: 1 },
      { city: 'constructor', amount: 2 },
    ];
    const { outputs } = await runNode(summarize, { parameters: hostile, items });
    assert.deepEqual(Object.keys(outputs.main?.[0] ?? {}), ['__proto__', 'constructor']);
    assert.equal(({} as { sum_amount?: number }).sum_amount, undefined);
  });

  it('keeps groups of one value together, and leaves items without one out when told to', async () => {
    const fieldsToSummarize = [{ aggregation: 'count' }];
    const by = { fieldsToSummarize, fieldsToSplitBy: 'city,tag' };
    const rows = async (parameters: Record<string, unknown>) =>
      (await run(parameters)).outputs.main?.map(
        ({ city, tag, count }) => `${String(city)} ${String(tag)} ${String(count)}`,
      );
    assert.deepEqual(await rows(by), ['Berlin a 2', 'Berlin  1', 'Rome b 1']);
    assert.deepEqual(await rows({ ...by, skipMissingGroups: true }), ['Berlin a 2', 'Rome b 1']);
  });

  it('reads dots as parts of names when told to', async () => {
    const parameters = {
      fieldsToSummarize: [{ field: 'a.b', aggregation: 'sum' }],
      disableDotNotation: true,
    };
    const { outputs } = await runNode(summarize, {
      parameters,
      items: [{ 'a.b': 1, a: { b: 9 } }, { a: { b: 9 } }],
    });
    assert.deepEqual(outputs.main, [{ sum_a_b: 1 }]);
  });

  it('fails when no item has a field, or gives one empty item when told to go on', async () => {
    const fieldsToSummarize = [{ aggregation: 'count' }, { field: 'größe.x', aggregation: 'sum' }];
    const { error } = await run({ fieldsToSummarize });
    assert.equal(error?.code, 'parameter-invalid');
    assert.match(error.detail ?? '', /names the field "größe\.x", which no item has/u);
    const on = await run({ fieldsToSummarize, fieldsToSplitBy: 'city', continueIfFieldNotFound: true });
    assert.deepEqual(on.outputs.main, [{}]);
    assert.equal((await run({ fieldsToSummarize: [{ field: 'constructor' }] })).error?.code, error.code);
    const items = [{ a: 1 }, { größe: { x: null } }];
    const found = await runNode(summarize, { parameters: { fieldsToSummarize }, items });
    assert.deepEqual(found.outputs.main, [{ count: 2, sum_größe_x: 0 }]);
  });

  it('counts no value, null and nothing in it as three, where empty values count', async () => {
    const items = [{}, { v: null }, { v: '' }, { v: 1 }, { v: '1' }, { v: null }, {}];
    const unique = { field: 'v', aggregation: 'countUnique' };
    const count = async (more: object) => {
      const parameters = { fieldsToSummarize: [{ ...unique, ...more }] };
      return (await runNode(summarize, { parameters, items })).outputs.main;
    };
    assert.deepEqual(await count({ includeEmpty: true }), [{ unique_count_v: 5 }]);
    assert.deepEqual(await count({}), [{ unique_count_v: 2 }]);
  });
});
