import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { compareDatasets } from './compare-datasets.js';

async function compare(first: JsonObject[], second: JsonObject[], parameters: Record<string, unknown> = {}) {
  const given = { fieldsToMatch: ['id'], ...parameters };
  return runNode(compareDatasets, { parameters: given, items: first, inputs: { input2: second } });
}

const first = [
  { id: 1, v: 'same' },
  { id: 2, v: 'A', only: 1 },
  { id: 3, v: 'x' },
];
const second = [
  { id: 2, v: 'B' },
  { id: 1, v: 'same' },
  { id: 4, v: 'y' },
];

describe('Compare Datasets', () => {
  it('sorts items into four outputs and shows both versions', async () => {
    const { outputs, items } = await compare(first, second);
    assert.deepEqual(outputs, {
      in1Only: [{ id: 3, v: 'x' }],
      same: [{ id: 1, v: 'same' }],
      different: [
        {
          keys: { id: 2 },
          same: { id: 2 },
          different: { v: { input1: 'A', input2: 'B' }, only: { input1: 1, input2: null } },
        },
      ],
      in2Only: [{ id: 4, v: 'y' }],
    });
    assert.deepEqual(items.different?.[0]?.pairedItem, [
      { item: 1, input: 0 },
      { item: 0, input: 1 },
    ]);
  });

  it('uses one version or a mix', async () => {
    const different = async (parameters: Record<string, unknown>) =>
      (await compare(first, second, parameters)).outputs.different;
    assert.deepEqual(await different({ resolve: 'preferInput1' }), [{ id: 2, v: 'A', only: 1 }]);
    assert.deepEqual(await different({ resolve: 'preferInput2' }), [{ id: 2, v: 'B' }]);
    assert.deepEqual(await different({ resolve: 'mix', exceptWhenMix: 'v' }), [{ id: 2, v: 'B', only: 1 }]);
    const other = { resolve: 'mix', preferWhenMix: 'input2', exceptWhenMix: ['only'] };
    assert.deepEqual(await different(other), [{ id: 2, v: 'B', only: 1 }]);
  });

  it('tolerates small differences of type when it is told to', async () => {
    const pairs: [unknown, unknown][] = [
      [[1, 2], '[1,2]'],
      [25, '25'],
      [true, 'tRuE'],
      [false, 0],
      [null, []],
      ['', null],
      [{ a: 1 }, '{"a": 1}'],
      [{}, undefined],
    ];
    const side = (at: 0 | 1) =>
      pairs.map((pair, id) => ({ id: at === 0 ? id : String(id), v: pair[at] }) as JsonObject);
    const fuzzy = await compare(side(0), side(1), { fuzzyCompare: true });
    assert.equal(fuzzy.outputs.same?.length, pairs.length);
    const strict = await compare(side(0), side(1));
    assert.equal(strict.outputs.in1Only?.length, pairs.length);
    const apart = await compare([{ id: 1, v: 42 }], [{ id: 1, v: 'forty two' }], { fuzzyCompare: true });
    assert.equal(apart.outputs.different?.length, 1);
  });

  it('leaves fields out and shows what was left out', async () => {
    const a = [{ id: 1, d: { age: 31, on: true }, city: 'NY' }];
    const b = [{ id: 1, d: { age: 30, on: true }, city: 'LA' }];
    assert.equal((await compare(a, b, { skipFields: 'd.age, city' })).outputs.same?.length, 1);
    assert.deepEqual((await compare(a, b, { skipFields: ['d.age'] })).outputs.different, [
      {
        keys: { id: 1 },
        same: { id: 1, d: { on: true } },
        different: { city: { input1: 'NY', input2: 'LA' } },
        skipped: { d: { input1: { age: 31 }, input2: { age: 30 } } },
      },
    ]);
  });

  it('matches by fields of different names and by paths', async () => {
    const match = [{ field1: 'user.id', field2: 'userId' }];
    const { outputs } = await compare([{ user: { id: 7 }, v: 1 }], [{ userId: 7, v: 1 }], {
      fieldsToMatch: { values: match },
      skipFields: 'user,userId',
    });
    assert.equal(outputs.same?.length, 1);
    const renamed = { fieldsToMatch: [{ field1: 'id', field2: 'ref' }] };
    assert.equal((await compare([{ id: 7, v: 1 }], [{ ref: 7, v: 1 }], renamed)).outputs.same?.length, 1);
  });

  it('uses the first match or all', async () => {
    const twice = [
      { id: 1, v: 1 },
      { id: 1, v: 2 },
    ];
    const once = await compare([{ id: 1, v: 1 }], twice);
    assert.deepEqual(once.outputs.in2Only, [{ id: 1, v: 2 }]);
    const all = await compare([{ id: 1, v: 1 }], twice, { multipleMatches: 'all' });
    assert.deepEqual([all.outputs.same?.length, all.outputs.different?.length], [1, 1]);
  });

  it('counts items that are the same in both inputs as n8n documents it', async () => {
    const fruit = ['apple', 'apple', 'banana'].map((type) => ({ fruit: { type } }));
    const by = { fieldsToMatch: 'fruit.type' };
    const all = await compare(fruit, fruit, { ...by, multipleMatches: 'all' });
    assert.deepEqual(all.outputs, { in1Only: [], same: fruit, different: [], in2Only: [] });
    const first = await compare(fruit, fruit, by);
    assert.deepEqual(first.outputs.same, [fruit[0], fruit[2]]);
    assert.deepEqual([first.outputs.in1Only, first.outputs.in2Only], [[fruit[1]], [fruit[1]]]);
  });

  it('runs when an input gets nothing, and matches nothing that lacks the field', async () => {
    assert.equal((await compare(first, [])).outputs.in1Only?.length, 3);
    assert.equal((await compare([], second)).outputs.in2Only?.length, 3);
    const { outputs } = await compare([{ a: 1 }], [{ a: 1 }]);
    assert.deepEqual([outputs.in1Only, outputs.in2Only], [[{ a: 1 }], [{ a: 1 }]]);
  });

  it('never reaches a prototype and names missing fields', async () => {
    const hostile = JSON.parse('{"id":1,"__proto__":{"polluted":1}}') as JsonObject;
    const { outputs } = await compare([hostile], [{ id: 1 }]);
    const found = outputs.different?.[0]?.different as JsonObject;
    assert.deepEqual(Object.keys(found), ['__proto__']);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    assert.equal((await compare(first, second, { fieldsToMatch: [] })).error?.code, 'parameter-invalid');
  });
});
