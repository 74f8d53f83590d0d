import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { editFields } from './edit-fields.js';
import { filter } from './filter.js';
import { ifNode } from './if.js';
import { manualTrigger } from './manual-trigger.js';
import { merge } from './merge.js';
import { respond } from './respond.js';
import { webhookTrigger } from './webhook-trigger.js';

describe('triggers', () => {
  it('start with the items they are given', async () => {
    const items = [{ method: 'POST', body: { a: 1 } }];
    assert.deepEqual((await runNode(webhookTrigger, { parameters: { path: 'orders' }, items })).outputs, {
      main: items,
    });
    assert.deepEqual((await runNode(manualTrigger, { items: [] })).outputs, { main: [{}] });
  });
});

describe('Edit Fields', () => {
  it('sets fields and keeps their types', async () => {
    const fields = [
      { name: 'total', value: '={{ $json.price * 2 }}' },
      { name: 'customer.city', value: 'Berlin' },
      { name: 'list.1', value: true },
      { name: 'text', value: '={{ $json.price }}', type: 'string' },
    ];
    const items = [{ price: 2.5, customer: { name: 'Anna' }, list: [0, 1] }];
    assert.deepEqual(
      (await runNode(editFields, { parameters: { fields, keepOthers: true }, items })).outputs.main,
      [{ price: 2.5, customer: { name: 'Anna', city: 'Berlin' }, list: [0, true], total: 5, text: '2.5' }],
    );
    assert.deepEqual(
      (await runNode(editFields, { parameters: { fields: fields.slice(0, 2) }, items })).outputs.main,
      [{ total: 5, customer: { city: 'Berlin' } }],
    );
  });

  it('never reaches a prototype', async () => {
    const fields = [
      { name: '__proto__.polluted', value: true },
      { name: 'constructor.prototype.polluted', value: true },
    ];
    const { outputs } = await runNode(editFields, { parameters: { fields, keepOthers: true }, items: [{}] });
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.equal(Object.getPrototypeOf(outputs.main?.[0]), Object.prototype);
  });

  it('allocates no list for a large index', async () => {
    const fields = [{ name: 'list.1000000000', value: 1 }];
    const { outputs } = await runNode(editFields, {
      parameters: { fields, keepOthers: true },
      items: [{ list: [1] }],
    });
    assert.deepEqual(outputs.main, [{ list: { 1000000000: 1 } }]);
  });

  it('names an entry that cannot be used', async () => {
    for (const fields of [
      [{ value: 1 }],
      'x',
      [1],
      [{ name: 'a', value: 'many', type: 'number' }],
      [{ name: 'a', value: 1, type: 'toString' }],
    ]) {
      assert.equal((await runNode(editFields, { parameters: { fields } })).error?.code, 'parameter-invalid');
    }
  });
});

describe('If and Filter', () => {
  const parameters = {
    conditions: { combinator: 'and', conditions: [{ left: '={{ $json.n }}', operator: 'gt', right: 1 }] },
  };
  const items = [{ n: 1 }, { n: 2 }, { n: 3 }];

  it('send each item one way or the other', async () => {
    const { outputs, items: given } = await runNode(ifNode, { parameters, items });
    assert.deepEqual(outputs, { true: [{ n: 2 }, { n: 3 }], false: [{ n: 1 }] });
    assert.deepEqual(
      given.true?.map(({ pairedItem }) => pairedItem),
      [{ item: 1 }, { item: 2 }],
    );
  });

  it('keep what meets the conditions', async () => {
    assert.deepEqual((await runNode(filter, { parameters, items })).outputs, {
      main: [{ n: 2 }, { n: 3 }],
      discarded: [{ n: 1 }],
    });
  });
});

describe('Merge', () => {
  const first = [
    { id: 1, a: 'x' },
    { id: 2, a: 'y' },
  ];
  const second = [{ id: 2, b: 'z' }, { id: 3, b: 'w' }, { b: 'no id' }];
  const run = async (parameters: Record<string, unknown>) =>
    (await runNode(merge, { parameters, items: first, inputs: { input2: second } })).outputs.main;

  it('appends', async () => {
    assert.deepEqual(await run({ mode: 'append' }), [...first, ...second]);
  });

  it('combines by position', async () => {
    assert.deepEqual(await run({ mode: 'combineByPosition' }), [
      { id: 2, a: 'x', b: 'z' },
      { id: 3, a: 'y', b: 'w' },
    ]);
    assert.equal((await run({ mode: 'combineByPosition', includeUnpaired: true }))?.length, 3);
  });

  it('combines each with each, but not into more than fits', async () => {
    const all = await run({ mode: 'combineAll' });
    assert.deepEqual(all?.slice(0, 2), [
      { id: 2, a: 'x', b: 'z' },
      { id: 3, a: 'x', b: 'w' },
    ]);
    assert.equal(all?.length, 6);
    const many = Array.from({ length: 500 }, (_, id) => ({ id }));
    const tooMany = { parameters: { mode: 'combineAll' }, items: many, inputs: { input2: many } };
    assert.equal((await runNode(merge, tooMany)).error?.code, 'parameter-invalid');
  });

  it('combines by fields as SQL joins do', async () => {
    const both = { id: 2, a: 'y', b: 'z' };
    const by = { mode: 'combineByFields', keys: ['id'] };
    assert.deepEqual(await run(by), [both]);
    assert.deepEqual(await run({ ...by, join: 'left' }), [{ id: 1, a: 'x' }, both]);
    assert.deepEqual(await run({ ...by, join: 'outer' }), [
      { id: 1, a: 'x' },
      both,
      { id: 3, b: 'w' },
      { b: 'no id' },
    ]);
    assert.deepEqual(await run({ mode: 'combineByFields', keys: [{ left: 'a', right: 'b' }] }), []);
  });

  it('passes one branch on', async () => {
    assert.deepEqual(await run({ mode: 'chooseBranch', branch: 2 }), second);
  });

  it('runs when only one branch has data', async () => {
    assert.deepEqual((await runNode(merge, { items: first, inputs: { input2: [] } })).outputs.main, first);
    assert.deepEqual((await runNode(merge, { items: [], inputs: { input2: second } })).outputs.main, second);
  });
});

describe('Respond', () => {
  const run = async (parameters: Record<string, unknown>) =>
    (await runNode(respond, { parameters, items: [{ id: 1 }, { id: 2 }] })).replies;

  it('answers with the first item, all items, a body of its own or nothing', async () => {
    assert.deepEqual(await run({}), [{ status: 200, headers: {}, body: { id: 1 } }]);
    assert.deepEqual((await run({ respondWith: 'allItems' }))[0]?.body, [{ id: 1 }, { id: 2 }]);
    const own = { statusCode: 201, headers: { 'X-Id': '={{ $json.id }}' }, body: { got: '={{ $json.id }}' } };
    assert.deepEqual(await run(own), [{ status: 201, headers: { 'X-Id': '1' }, body: { got: 1 } }]);
    assert.equal((await run({ respondWith: 'nothing', statusCode: 204 }))[0]?.status, 204);
  });
});
