import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, type ParameterFieldMap } from '@patchbay/fields';
import { defineNode, mainPin, type NodeContext } from '@patchbay/plugin-sdk';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';

const shown = { displayName: 'Shown' } as const;

interface Asking {
  itemwise?: boolean;
  ask?: (context: NodeContext) => readonly unknown[];
}

/** What a node with these fields receives for each item. */
async function received(
  fields: ParameterFieldMap,
  parameters: Record<string, unknown>,
  json: Parameters<typeof run>[2] = [{}],
  { itemwise = false, ask = (context) => context.allParameters() }: Asking = {},
) {
  let all: unknown[] = [];
  const probe = defineNode({
    version: 1,
    displayName: 'X',
    description: 'X',
    group: 'action',
    type: 'probe',
    parameters: fields,
    inputs: [mainPin],
    outputs: [mainPin],
    itemwise,
    execute: (context) => {
      all = [...ask(context)];
      return context.items;
    },
  });
  const { result } = await run(
    runtimeOf({ catalog: catalogOf([probe]) }),
    graph([node('p', 'probe', parameters)], ['start>p']),
    json,
  );
  return { all, error: result.error };
}

const one = async (
  kind: ParameterFieldMap[string],
  value: unknown,
  json: Parameters<typeof run>[2] = [{}],
) => {
  const { all, error } = await received({ f: kind }, { f: value }, json);
  return error ? error.errors?.[0]?.detail : (all[0] as { f?: unknown }).f;
};

describe('parameters', () => {
  it('resolves templates at any depth, and shares what does not vary', async () => {
    const { all } = await received(
      { j: field.json(shown) },
      { j: { a: [1, '={{ $json.n }}', { b: '=x{{ $json.n }}', c: 'lit' }], same: { k: 1 } } },
      [{ n: 1 }, { n: 2 }],
    );
    assert.deepEqual(
      all,
      [1, 2].map((n) => ({ j: { a: [1, n, { b: `x${n}`, c: 'lit' }], same: { k: 1 } } })),
    );
    const [first, second] = all as { j: { same: object } }[];
    assert.equal(first?.j.same, second?.j.same);
  });

  it('gives those of an item in whatever order, and however often, they are asked for', async () => {
    const fields = { read: field.json(shown), made: field.json(shown), at: field.json(shown) };
    const given = { read: '={{ $json.n }}', made: '={{ $json.n + 1 }}', at: '={{ $itemIndex }}' };
    const items = [{ n: 10 }, { n: 20 }, { n: 30 }];
    const wanted = [10, 20, 30].map((n, at) => ({ read: n, made: n + 1, at }));
    for (const itemwise of [false, true]) {
      const ask = ({ parameters, allParameters }: NodeContext) => {
        const single = [2, 0, 0, 1, 2].map((at) => parameters(at));
        return [...single, ...allParameters(), ...allParameters(), parameters(1)];
      };
      const { all } = await received(fields, given, items, { itemwise, ask });
      const order = [2, 0, 0, 1, 2, 0, 1, 2, 0, 1, 2, 1];
      assert.deepEqual(
        all,
        order.map((at) => wanted[at]),
      );
    }
  });

  it('applies defaults, also where an expression gives nothing', async () => {
    const fields = { limit: field.number({ ...shown, default: 50 }), name: field.text(shown) };
    assert.deepEqual((await received(fields, {})).all, [{ limit: 50 }]);
    assert.deepEqual(
      (await received(fields, { limit: '={{ $json.none }}', name: '={{ $json.none }}' })).all,
      [{ limit: 50 }],
    );
  });

  it('converts what an expression gives to the kind of the field, or says why it cannot', async () => {
    assert.equal(await one(field.number(shown), '={{ $json.n }}', [{ n: '12.5' }]), 12.5);
    assert.equal(await one(field.number(shown), '={{ $json.n }}', [{ n: 'twelve' }]), 'must be a number');
    assert.equal(await one(field.boolean(shown), '={{ $json.n }}', [{ n: 'false' }]), false);
    assert.equal(await one(field.boolean(shown), '={{ $json.n }}', [{ n: 1 }]), 'must be true or false');
    assert.equal(await one(field.text(shown), '={{ $json.n }}', [{ n: 3 }]), '3');
    assert.equal(await one(field.text(shown), '={{ $json.n }}', [{ n: { a: 1 } }]), '{"a":1}');
    const choice = field.options({
      ...shown,
      options: [
        { value: 'a', name: 'A' },
        { value: 'b', name: 'B' },
      ],
    });
    assert.equal(await one(choice, '={{ "b" }}'), 'b');
    assert.equal(await one(choice, '={{ "c" }}'), 'must be one of a, b');
    assert.deepEqual(await one(field.headers(shown), { 'x-a': '={{ 1 + 1 }}' }), { 'x-a': '2' });
    assert.deepEqual(await one(field.headers(shown), '={{ ({ "x-a": 2 }) }}'), { 'x-a': '2' });
  });

  it('refuses a required parameter that is empty while it is shown', async () => {
    const fields = {
      mode: field.text({ ...shown, default: 'a' }),
      query: field.text({ ...shown, required: true, displayOptions: { show: { mode: ['b'] } } }),
    };
    assert.equal((await received(fields, {})).error, undefined);
    assert.deepEqual((await received(fields, { mode: 'b' })).error?.errors, [
      { pointer: '/query', detail: 'is required' },
    ]);
    assert.equal(
      (await received(fields, { mode: '={{ "b" }}', query: '={{ "" }}' })).error?.code,
      'parameter-invalid',
    );
    assert.equal((await received(fields, { mode: '={{ "a" }}' })).error, undefined);
  });

  it('leaves the expressions of hidden fields alone', async () => {
    const fields = {
      mode: field.text({ ...shown, default: 'a' }),
      other: field.text({ ...shown, displayOptions: { show: { mode: ['b'] } } }),
    };
    assert.deepEqual((await received(fields, { other: '={{ fails() }}' })).all, [{ mode: 'a' }]);
  });

  it('knows the fields of rows and collections', async () => {
    const fields = {
      rows: field.fixedCollection({
        ...shown,
        groups: { row: { displayName: 'Row', fields: { n: field.number(shown) } } },
      }),
      more: field.collection({ ...shown, fields: { on: field.boolean(shown) } }),
    };
    const { all } = await received(fields, {
      rows: { row: [{ n: '={{ "7" }}' }] },
      more: { on: '={{ "true" }}' },
    });
    assert.deepEqual(all, [{ rows: { row: [{ n: 7 }] }, more: { on: true } }]);
  });

  it('keeps dangerous keys as keys', async () => {
    const { all } = await received(
      { j: field.json(shown) },
      JSON.parse('{"j": {"__proto__": {"polluted": "={{ 1 }}"}, "constructor": "={{ 2 }}"}}') as Record<
        string,
        unknown
      >,
    );
    assert.equal(JSON.stringify(all), '[{"j":{"__proto__":{"polluted":1},"constructor":2}}]');
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it('evaluates the first item alone when a node asks for no other', async () => {
    const first = defineNode({
      version: 1,
      displayName: 'X',
      description: 'X',
      group: 'action',
      type: 'first',
      parameters: { n: field.number(shown) },
      inputs: [mainPin],
      outputs: [mainPin],
      execute: (context) => [{ json: { n: context.parameters().n ?? 0 } }],
    });
    const outcome = await run(
      runtimeOf({ catalog: catalogOf([first]) }),
      graph([node('x', 'first', { n: '={{ $json.n.valueOf() }}' })], ['start>x']),
      [{ n: 1 }, {}],
    );
    assert.deepEqual(outcome.json('x'), [{ n: 1 }]);
  });
});

describe('SQL parameters', () => {
  const sql = field.multiline({ ...shown, language: 'sql' });
  const hostile = "'; DROP TABLE orders; --";

  it('become text and bound values, whatever the values are', async () => {
    assert.deepEqual(await one(sql, 'select 1'), { strings: ['select 1'], values: [] });
    assert.deepEqual(
      await one(sql, '=select * from t where a = {{ $json.a }} and b in ({{ 1 + 1 }}, {{ $json.none }})', [
        { a: hostile },
      ]),
      {
        strings: ['select * from t where a = ', ' and b in (', ', ', ')'],
        values: [hostile, 2, null],
      },
    );
    assert.deepEqual(await one(sql, '={{ $json.a }}', [{ a: hostile }]), {
      strings: ['', ''],
      values: [hostile],
    });
  });

  const refused: [string, RegExp][] = [
    ["=select '{{ 1 }}'", /quotes away/],
    ["=select 'it''s {{ 1 }}'", /quotes away/],
    ['=select $$ {{ 1 }} $$', /quotes away/],
    ['=select $tag$ $$ {{ 1 }} $tag$', /quotes away/],
    ['=select "{{ 1 }}"', /only values/],
    ['=select `{{ 1 }}`', /only values/],
    ['=select [col {{ 1 }}] from t', /only values/],
    ['=select 1 -- {{ 1 }}', /comment/],
    ['=select 1 /* {{ 1 }} */', /comment/],
    ['=select * from t_{{ 1 }}', /before \{\{/],
    ['=select {{ 1 }}abc', /behind \}\}/],
    ['=select {{ 1 }}{{ 2 }}', /before \{\{/],
  ];
  for (const [text, why] of refused) {
    it(`refuse ${text}`, async () => assert.match(String(await one(sql, text)), why));
  }

  const accepted = [
    "=select 'it''s', {{ 1 }}",
    '=select 1 -- note\n where a = {{ 1 }}',
    '=select /* a */ {{ 1 }}',
    "=select $$ ' $$, {{ 1 }}",
    '=select a[1], {{ 1 }}',
    "=select '--', {{ 1 }}",
    '=select "a""b", {{ 1 }}',
    '=select {{ 1 }}::int',
    "=select '[', {{ 1 }}",
  ];
  for (const text of accepted) {
    it(`accept ${JSON.stringify(text)}`, async () =>
      assert.equal((((await one(sql, text)) as { values?: unknown[] }).values ?? []).length, 1));
  }
});
