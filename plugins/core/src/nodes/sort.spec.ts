import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { sort } from './sort.js';

async function values(list: unknown[], parameters: Record<string, unknown> = {}): Promise<unknown[]> {
  const items = list.map((v) => (v === undefined ? {} : { v: v as string }));
  const { outputs, error } = await runNode(sort, { parameters: { fields: ['v'], ...parameters }, items });
  assert.equal(error, undefined);
  return (outputs.main ?? []).map(({ v }) => v);
}

describe('Sort', () => {
  it('orders numbers by value, and everything by its type first', async () => {
    assert.deepEqual(await values([10, 9, -1]), [-1, 9, 10]);
    assert.deepEqual(await values([true, 'a', 3, '2', false]), [3, '2', 'a', false, true]);
  });

  it('puts items without a value last in either order', async () => {
    assert.deepEqual(await values([undefined, 2, null, 1]), [1, 2, undefined, null]);
    assert.deepEqual(await values([undefined, 1, 2], { fields: [{ field: 'v', order: 'descending' }] }), [
      2,
      1,
      undefined,
    ]);
  });

  it('orders by code of its own, in the sandbox, and keeps equal items in place', async () => {
    const byCode = (code: string) => ({ type: 'code', code });
    assert.deepEqual(await values([3, 1, 2], byCode('return b.json.v - a.json.v;')), [3, 2, 1]);
    assert.deepEqual(await values([3, 1, 2], byCode('return 0;')), [3, 1, 2]);
    const items = [{ v: 1 }, { v: 2 }];
    const failed = await runNode(sort, { parameters: byCode('const x = 1;\nreturn a.json.w.x;'), items });
    assert.match(failed.error?.detail ?? '', /line 2: TypeError/u);
    const empty = await runNode(sort, { parameters: byCode(' '), items });
    assert.equal(empty.error?.code, 'parameter-invalid');
    const hostile = byCode('return typeof process === "undefined" ? b.json.v - a.json.v : 0;');
    assert.deepEqual(await values([1, 2], hostile), [2, 1]);
  });

  it('orders texts as a language does', async () => {
    assert.deepEqual(await values(['z', 'ä', 'a'], { locale: 'de' }), ['a', 'ä', 'z']);
    assert.deepEqual(await values(['z', 'ä', 'a'], { locale: 'sv' }), ['a', 'z', 'ä']);
    assert.deepEqual(await values(['item10', 'item9'], { numeric: true }), ['item9', 'item10']);
    assert.deepEqual(await values(['item10', 'item9']), ['item10', 'item9']);
    assert.deepEqual(await values(['B', 'b', 'a'], { ignoreCase: true }), ['a', 'B', 'b']);
  });

  it('goes on with the next field where the first is equal, and else keeps the order', async () => {
    const items = [
      { a: { b: 1 }, c: 'x' },
      { a: { b: 2 }, c: 'x' },
      { a: { b: 1 }, c: 'a' },
      { a: { b: 1 }, c: 'a', second: true },
    ];
    const fields = { sortField: [{ fieldName: 'a.b', order: 'descending' }, { fieldName: 'c' }] };
    const { items: sorted } = await runNode(sort, { parameters: { fields }, items });
    assert.deepEqual(
      sorted.main?.map(({ pairedItem }) => pairedItem),
      [{ item: 1 }, { item: 2 }, { item: 3 }, { item: 0 }],
    );
  });

  it('mixes the items without losing one', async () => {
    const list = Array.from({ length: 200 }, (_, n) => n);
    const mixed = await values(list, { type: 'random' });
    assert.notDeepEqual(mixed, list);
    assert.deepEqual(new Set(mixed), new Set(list));
  });

  it('names a field or a setting that cannot be', async () => {
    for (const parameters of [
      { fields: [] },
      { fields: ['missing'] },
      { fields: [{ field: 'v', order: 'constructor' }] },
      { fields: ['v'], locale: 'not a language' },
      { fields: ['a.b'], disableDotNotation: true },
    ]) {
      const items = [{ v: 1, a: { b: 1 } }];
      const { error } = await runNode(sort, { parameters, items });
      assert.equal(error?.code, 'parameter-invalid', JSON.stringify(parameters));
    }
  });
});
