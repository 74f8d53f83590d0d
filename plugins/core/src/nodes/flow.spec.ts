import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { editFields } from './edit-fields.js';
import { filter } from './filter.js';
import { ifNode } from './if.js';
import { manualTrigger } from './manual-trigger.js';
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

  it('sets the members of a JSON object, or of a text that is one', async () => {
    const items = [{ id: '23423532', name: 'Jay Gatsby' }];
    const text =
      '={ "array": [{{ $json.id }}, "{{ $json.name }}"], "object": { "inner": "{{ $json.id }}" } }';
    const run = async (parameters: Record<string, unknown>) =>
      runNode(editFields, { parameters: { mode: 'json', ...parameters }, items });
    assert.deepEqual((await run({ json: text, keepOthers: true })).outputs.main, [
      { ...items[0], array: [23423532, 'Jay Gatsby'], object: { inner: '23423532' } },
    ]);
    assert.deepEqual((await run({ json: { a: '={{ $json.id }}' } })).outputs.main, [{ a: '23423532' }]);
    for (const json of ['no json, but secret-4711', '[1]']) {
      const { error } = await run({ json });
      assert.equal(error?.code, 'parameter-invalid');
      assert.ok(!JSON.stringify(error).includes('4711'));
    }
  });

  it('keeps some of the other fields, all but some, and files where that is wanted', async () => {
    const items = [{ name: 'John Doe', age: 32, object: { nested: true, more: 1 } }];
    const files = [{ data: { content: 'x', mimeType: 'text/plain' } }];
    const fields = [{ name: 'test', value: 'foo' }];
    const run = (parameters: Record<string, unknown>) =>
      runNode(editFields, { parameters: { fields, keepOthers: true, ...parameters }, items, files });
    assert.deepEqual((await run({ include: 'selected', otherFields: 'object.nested, age' })).outputs.main, [
      { object: { nested: true }, age: 32, test: 'foo' },
    ]);
    const except = await run({ include: 'except', otherFields: ['age'] });
    assert.deepEqual(except.outputs.main, [{ name: 'John Doe', object: items[0]?.object, test: 'foo' }]);
    assert.ok(except.items.main?.[0]?.binary?.data);
    assert.equal((await run({ includeBinary: false })).items.main?.[0]?.binary, undefined);
  });

  it('takes dots as paths or as parts of names, and keeps what cannot be converted when told to', async () => {
    const run = async (fields: unknown[], parameters: Record<string, unknown> = {}) =>
      (await runNode(editFields, { parameters: { fields, ...parameters } })).outputs.main;
    const fields = [{ name: 'number.one', value: 20 }];
    assert.deepEqual(await run(fields), [{ number: { one: 20 } }]);
    assert.deepEqual(await run(fields, { disableDotNotation: true }), [{ 'number.one': 20 }]);
    assert.deepEqual(
      await run([
        { name: 'list', value: [0] },
        { name: 'list[1]', value: 1 },
      ]),
      [{ list: [0, 1] }],
    );
    const typed = [
      { name: 'a', value: 'many', type: 'number' },
      { name: 'b', value: '7', type: 'number' },
    ];
    assert.deepEqual(await run(typed, { ignoreConversionErrors: true }), [{ a: 'many', b: 7 }]);
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
