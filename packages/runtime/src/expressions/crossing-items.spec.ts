import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '@patchbay/plugin-sdk';
import { graph, node, run, runtimeOf } from '../spec/kit.js';
import { crossingItems } from './crossing-items.js';

const runtime = runtimeOf();

/** What each expression gives for each item. */
async function values(json: Record<string, string>, items: Item['json'][]): Promise<unknown[]> {
  const outcome = await run(runtime, graph([node('set', 'set', { json })], ['start>set']), items);
  assert.equal(outcome.result.error?.detail, undefined);
  return outcome.json('set');
}

const crossed = (items: object[], keys: string[] | undefined) =>
  JSON.parse(
    crossingItems(items.map((json) => ({ json })) as unknown as Item[], keys, 0, items.length),
  ) as unknown;

describe('items that cross into the engine', () => {
  it('go as a table of values while each has every member, and none has anything inside', () => {
    const flat = [
      { a: 1, b: 'x', c: 0 },
      { b: null, a: true },
    ];
    assert.deepEqual(crossed(flat, ['a', 'b']), { keys: ['a', 'b'], values: [1, 'x', true, null] });
    const others = [
      { a: 1 },
      { a: 1, b: [] },
      { a: 1, b: {} },
      { a: 1, b: undefined },
      Object.create({ b: 1 }),
    ] as object[];
    for (const other of others) assert.ok(Array.isArray(crossed([...flat, other], ['a', 'b'])));
    assert.deepEqual(crossed(flat, undefined), flat);
    assert.deepEqual(crossed(flat, []), [{}, {}]);
  });

  it('keep what they lack, and the names that every object has', async () => {
    const json = {
      has: '={{ "a" in $json }}',
      sum: '={{ $json.a + 1 }}',
      name: '={{ typeof $json.toString + 1 }}',
    };
    assert.deepEqual(await values(json, [{ a: 1, toString: 1 }, { a: 2 }, {}]), [
      { has: true, sum: 2, name: 'number1' },
      { has: true, sum: 3, name: 'function1' },
      { has: false, name: 'function1' },
    ]);
  });

  it('give nothing where an expression gives null, a function or what is no number', async () => {
    const json = {
      a: '={{ $json.a ?? undefined }}',
      b: '={{ $json.a }}',
      c: '={{ $json.s.trim }}',
      d: '={{ 0 / $json.n }}',
    };
    assert.deepEqual(
      await values(json, [
        { a: null, s: 'null', n: 0 },
        { a: 1, s: '', n: 1 },
      ]),
      [{}, { a: 1, b: 1, d: 0 }],
    );
  });

  it('are the same for an expression that assigns to $json, and each has its own', async () => {
    const json = {
      a: '={{ ($json = { a: 5 }).a }}',
      b: '={{ $json.a + 1 }}',
      c: '={{ $json.a++ }}',
      d: '={{ ($json.a) }}',
    };
    assert.deepEqual(await values(json, [{ a: 1 }, { a: 2 }]), [
      { a: 5, b: 2, c: 1, d: 2 },
      { a: 5, b: 3, c: 2, d: 3 },
    ]);
  });

  it('go in several crossings where they are long, in whatever form each part needs', async () => {
    const long = '密🔑é'.repeat(10_000);
    const items: Item['json'][] = Array.from({ length: 20 }, (_, n) => ({ n, text: long + String(n) }));
    items[13] = { n: 13, text: [long] };
    const json = { n: '={{ $json.n * 2 + $itemIndex }}', text: '={{ ($json.text + "").slice(-3) }}' };
    const tail = (n: number) => (n === 13 ? '🔑é' : `🔑é${n}`.slice(-3));
    assert.deepEqual(
      await values(json, items),
      items.map((_, n) => ({ n: n * 3, text: tail(n) })),
    );
  });

  it('reach the engine as they are, half a surrogate pair included', async () => {
    const text = '\ud800 \u0000 "\\ 🔑 \udc00';
    assert.deepEqual(await values({ a: '={{ $json.a + "" }}', b: '={{ $json.a.length }}' }, [{ a: text }]), [
      { a: text, b: text.length },
    ]);
  });

  it('say where it failed, in one function as in several', async () => {
    for (const last of ['={{ $json.n.trim() }}', '={{ (() => $json.n.trim())() }}']) {
      const pattern = graph([node('set', 'set', { json: { a: '={{ 1 + 1 }}', b: last } })], ['start>set']);
      const { result } = await run(runtime, pattern, [{ n: '' }, { n: '' }, { n: 3 }]);
      assert.equal(result.error?.errors?.[0]?.pointer, '/json/b');
      assert.match(result.error?.detail ?? '', /item 2|item 3/i);
    }
  });
});
