import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { aggregate } from './aggregate.js';
import { limit } from './limit.js';
import { removeDuplicates } from './remove-duplicates.js';
import { splitOut } from './split-out.js';

type Given = Record<string, unknown>;
const invalid = 'parameter-invalid';

describe('Limit', () => {
  const items = [{ n: 1 }, { n: 2 }, { n: 3 }];
  const run = (parameters: Given) => runNode(limit, { parameters, items });

  it('keeps the first or the last items', async () => {
    assert.deepEqual((await run({})).outputs.main, [{ n: 1 }]);
    const { outputs, items: kept } = await run({ maxItems: 2, keep: 'lastItems' });
    assert.deepEqual(outputs.main, [{ n: 2 }, { n: 3 }]);
    assert.deepEqual(kept.main?.[0]?.pairedItem, { item: 1 });
    assert.equal((await run({ maxItems: 9, keep: 'lastItems' })).outputs.main?.length, 3);
  });

  it('refuses a number that is none of items', async () => {
    for (const maxItems of ['={{ 0 }}', '={{ 1.5 }}', '={{ -1 }}'])
      assert.equal((await run({ maxItems })).error?.code, invalid);
  });
});

describe('Aggregate', () => {
  const items = [
    { id: 1, tags: ['a', 'b'], at: { city: 'Rome' } },
    { id: 2, tags: ['c'], at: { city: null } },
    { id: 3, at: { city: 'Oslo' } },
  ];
  const run = async (parameters: Given) => (await runNode(aggregate, { parameters, items })).outputs.main;

  it('makes a list of each field', async () => {
    const fieldsToAggregate = ['at.city', { field: 'id', outputFieldName: 'ids' }];
    assert.deepEqual(await run({ fieldsToAggregate }), [{ city: ['Rome', 'Oslo'], ids: [1, 2, 3] }]);
    assert.deepEqual(await run({ fieldsToAggregate: 'at.city', keepMissing: true }), [
      { city: ['Rome', null, 'Oslo'] },
    ]);
  });

  it('merges lists', async () => {
    assert.deepEqual(await run({ fieldsToAggregate: ['tags'] }), [{ tags: [['a', 'b'], ['c']] }]);
    assert.deepEqual(await run({ fieldsToAggregate: ['tags'], mergeLists: true }), [
      { tags: ['a', 'b', 'c'] },
    ]);
  });

  it('takes files along, each under a name of its own', async () => {
    const files = ['a', 'b', 'c'].map((content) => ({ data: { content, mimeType: 'text/plain' } }));
    const parameters = { aggregate: 'aggregateAllItemData', includeBinaries: true };
    const { items: made, file } = await runNode(aggregate, { parameters, items, files });
    const found = Object.entries(made.main?.[0]?.binary ?? {});
    assert.deepEqual(
      found.map(([name, reference]) => [name, file(reference).toString()]),
      [
        ['data', 'a'],
        ['data_1', 'b'],
        ['data_2', 'c'],
      ],
    );
    const without = await runNode(aggregate, { parameters: { fieldsToAggregate: 'id' }, items, files });
    assert.equal(without.items.main?.[0]?.binary, undefined);
  });

  it('leaves out files that are the same, whatever they are called', async () => {
    const a = { content: 'a', mimeType: 'text/plain' };
    const files = [
      { data: a, other: { ...a, fileName: 'again.txt' } },
      { data: { ...a, mimeType: 'text/csv' }, same: { ...a, content: 'b' } },
      { data: { ...a, content: 'ab' } },
    ];
    const parameters = { aggregate: 'aggregateAllItemData', includeBinaries: true, keepOnlyUnique: true };
    const { items: made, file } = await runNode(aggregate, { parameters, items, files });
    const found = Object.entries(made.main?.[0]?.binary ?? {});
    assert.deepEqual(
      found.map(([name, reference]) => [name, reference.mimeType, file(reference).toString()]),
      [
        ['data', 'text/plain', 'a'],
        ['data_1', 'text/csv', 'a'],
        ['same', 'text/plain', 'b'],
        ['data_2', 'text/plain', 'ab'],
      ],
    );
  });

  it('makes a list of whole items or of a part of them', async () => {
    const all = { aggregate: 'aggregateAllItemData' };
    assert.deepEqual(await run(all), [{ data: items }]);
    const some = { ...all, include: 'specifiedFields', fieldsToInclude: 'tags,at.city' };
    assert.deepEqual((await run(some))?.[0]?.data, [
      { tags: ['a', 'b'], at: { city: 'Rome' } },
      { tags: ['c'], at: { city: null } },
      { at: { city: 'Oslo' } },
    ]);
    const others = {
      ...all,
      include: 'allFieldsExcept',
      fieldsToExclude: ['tags', 'at'],
      destinationFieldName: 'o',
    };
    assert.deepEqual(await run(others), [{ o: [{ id: 1 }, { id: 2 }, { id: 3 }] }]);
  });

  it('never reaches a prototype', async () => {
    const fieldsToAggregate = [{ field: 'id', outputFieldName: '__proto__' }];
    const [json] = (await run({ fieldsToAggregate })) ?? [];
    assert.equal(Object.getPrototypeOf(json), Object.prototype);
    assert.deepEqual(Object.keys(json ?? {}), ['__proto__']);
    assert.deepEqual(await run({ fieldsToAggregate: ['constructor'] }), [{ constructor: [] }]);
  });

  it('refuses two lists of one name, and no field at all', async () => {
    for (const fieldsToAggregate of [['id', 'at.id'], [], [{}]]) {
      const { error } = await runNode(aggregate, { parameters: { fieldsToAggregate }, items });
      assert.equal(error?.code, invalid);
    }
  });
});

describe('Split Out', () => {
  const items = [{ id: 1, rows: [{ a: 1 }, { a: 2 }], names: ['x'], deep: { list: [1, 2] }, none: null }];
  const run = async (parameters: Given) => (await runNode(splitOut, { parameters, items })).outputs.main;

  it('makes items of objects, and items with a field of everything else', async () => {
    assert.deepEqual(await run({ fieldToSplitOut: 'rows' }), [{ a: 1 }, { a: 2 }]);
    assert.deepEqual(await run({ fieldToSplitOut: 'names' }), [{ names: 'x' }]);
    assert.deepEqual(await run({ fieldToSplitOut: 'deep.list' }), [
      { deep: { list: 1 } },
      { deep: { list: 2 } },
    ]);
    assert.deepEqual(await run({ fieldToSplitOut: 'deep' }), [{ deep: [1, 2] }]);
    assert.deepEqual(await run({ fieldToSplitOut: 'rows', destinationFieldName: 'row' }), [
      { row: { a: 1 } },
      { row: { a: 2 } },
    ]);
  });

  it('takes other fields along', async () => {
    const selected = { include: 'selectedOtherFields', fieldsToInclude: ['id'] };
    assert.deepEqual(await run({ fieldToSplitOut: 'rows', ...selected }), [
      { id: 1, rows: { a: 1 } },
      { id: 1, rows: { a: 2 } },
    ]);
    const [first] = (await run({ fieldToSplitOut: 'names', include: 'allOtherFields' })) ?? [];
    assert.deepEqual(first, { ...items[0], names: 'x' });
    const other = { include: 'allOtherFields', destinationFieldName: 'name' };
    assert.equal((await run({ fieldToSplitOut: 'names', ...other }))?.[0]?.names, undefined);
  });

  it('makes an item of each file', async () => {
    const one = { content: '1', mimeType: 'text/plain' };
    const parameters = { fieldToSplitOut: '$binary', include: 'selectedOtherFields', fieldsToInclude: 'id' };
    const { items: made } = await runNode(splitOut, { parameters, items, files: [{ a: one, b: one }] });
    assert.deepEqual(
      made.main?.map(({ json, binary, pairedItem }) => [json, Object.keys(binary ?? {}), pairedItem]),
      [
        [{ id: 1 }, ['a'], { item: 0 }],
        [{ id: 1 }, ['b'], { item: 0 }],
      ],
    );
  });

  it('splits several fields side by side', async () => {
    assert.deepEqual(await run({ fieldToSplitOut: ['rows', 'names'] }), [
      { rows: { a: 1 }, names: 'x' },
      { rows: { a: 2 } },
    ]);
  });

  it('gives nothing for a missing field and says so, and one item for an empty one', async () => {
    const missing = await runNode(splitOut, { parameters: { fieldToSplitOut: 'missing' }, items });
    assert.deepEqual(missing.outputs.main ?? [], []);
    assert.match(missing.step?.logs?.[0]?.message ?? '', /no field "missing"/u);
    assert.deepEqual(await run({ fieldToSplitOut: 'none' }), [{ none: null }]);
  });

  it('refuses names that do not pair up', async () => {
    for (const parameters of [{ fieldToSplitOut: '' }, { fieldToSplitOut: 'a,b', destinationFieldName: 'c' }])
      assert.equal((await runNode(splitOut, { parameters, items })).error?.code, invalid);
  });
});

describe('Remove Duplicates', () => {
  const items = [
    { id: 1, name: 'John', at: { x: 1, y: 2 } },
    { at: { y: 2, x: 1 }, name: 'John', id: 1 },
    { id: '1', name: 'John', at: { x: 1, y: 2 } },
    { id: 1, name: 'John', at: { x: 1, y: 3 } },
  ];
  const run = (parameters: Given) => runNode(removeDuplicates, { parameters, items });

  it('compares all fields, whatever their order', async () => {
    const { items: kept } = await run({});
    assert.deepEqual(
      kept.main?.map(({ pairedItem }) => pairedItem),
      [{ item: 0 }, { item: 2 }, { item: 3 }],
    );
  });

  it('gives what it removed by another output', async () => {
    const { items: kept, outputs } = await run({
      compare: 'selectedFields',
      fieldsToCompare: 'name',
      removeOtherFields: true,
    });
    assert.deepEqual(outputs.main, [{ name: 'John' }]);
    assert.deepEqual(
      kept.discarded?.map(({ json, pairedItem }) => [json.id, pairedItem]),
      [
        [1, { item: 1 }],
        ['1', { item: 2 }],
        [1, { item: 3 }],
      ],
    );
  });

  it('compares some fields or all but some', async () => {
    assert.equal((await run({ compare: 'selectedFields', fieldsToCompare: 'name' })).outputs.main?.length, 1);
    assert.equal(
      (await run({ compare: 'allFieldsExcept', fieldsToExclude: ['at.y'] })).outputs.main?.length,
      2,
    );
    const only = { compare: 'selectedFields', fieldsToCompare: ['at.x'], removeOtherFields: true };
    assert.deepEqual((await run(only)).outputs.main, [{ at: { x: 1 } }]);
  });

  it('refuses a field that not every item has', async () => {
    const { error } = await run({ compare: 'selectedFields', fieldsToCompare: 'name,email' });
    assert.equal(error?.code, invalid);
    assert.match(error?.detail ?? '', /"email"/u);
    assert.equal((await run({ compare: 'selectedFields' })).error?.code, invalid);
  });
});
