import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { merge } from './merge.js';

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

  it('gives each person the greeting of their language, as n8n documents it', async () => {
    const people = [
      { name: 'Stefan', language: 'de' },
      { name: 'Jim', language: 'en' },
      { name: 'Hans', language: 'de' },
    ];
    const greetings = [
      { greeting: 'Hello', language: 'en' },
      { greeting: 'Hallo', language: 'de' },
    ];
    const table = async (parameters: Record<string, unknown>) =>
      (await runNode(merge, { parameters, items: people, inputs: { input2: greetings } })).outputs.main?.map(
        ({ name, language, greeting }) => [name, language, greeting].join(' ').trim(),
      );
    assert.deepEqual(await table({ mode: 'combineByFields', keys: 'language' }), [
      'Stefan de Hallo',
      'Jim en Hello',
      'Hans de Hallo',
    ]);
    const byPosition = { mode: 'combineByPosition' };
    assert.deepEqual(await table(byPosition), ['Stefan en Hello', 'Jim de Hallo']);
    assert.deepEqual(await table({ ...byPosition, includeUnpaired: true }), [
      'Stefan en Hello',
      'Jim de Hallo',
      'Hans de',
    ]);
    assert.deepEqual((await table({ mode: 'combineAll' }))?.slice(0, 2), [
      'Stefan en Hello',
      'Stefan de Hallo',
    ]);
  });

  it('completes either input, or gives only what has no match, or the items of one input', async () => {
    const one = [
      { id: 1, data: 'a', text: 'foo' },
      { id: 2, data: 'b', text: 'foo' },
    ];
    const two = ['c', 'd', 'e'].map((data, index) => ({ id: index + 1, data, tag: 'second' }));
    const by = async (parameters: Record<string, unknown>, items: JsonObject[] = one) =>
      (
        await runNode(merge, {
          parameters: { mode: 'combineByFields', keys: ['id'], ...parameters },
          items,
          inputs: { input2: two },
        })
      ).outputs.main;
    assert.deepEqual(await by({ join: 'right' }), [
      { id: 1, data: 'a', text: 'foo', tag: 'second' },
      { id: 2, data: 'b', text: 'foo', tag: 'second' },
      two[2],
    ]);
    assert.deepEqual(await by({ outputFrom: 'input1' }), one);
    assert.deepEqual(await by({ outputFrom: 'input2' }), two.slice(0, 2));
    assert.deepEqual(await by({ join: 'nonMatches' }), [{ ...two[2], _source: 'input2' }]);
    assert.deepEqual(await by({ join: 'nonMatches', outputFrom: 'input2' }), two.slice(2));
    const twice = [...one, { id: '1', data: 'z' }];
    assert.equal((await by({}, twice))?.length, 2);
    assert.equal((await by({ fuzzyCompare: true }, twice))?.length, 3);
    const first = { multipleMatches: 'first', keys: [{ left: 'text', right: 'tag' }] };
    assert.equal((await by(first, [{ text: 'second' }]))?.length, 1);
    assert.equal((await by({ ...first, multipleMatches: 'all' }, [{ text: 'second' }]))?.length, 3);
  });

  it('settles which value stays when both have the field', async () => {
    const left = [{ a: 1, b: 'x', o: { p: 1, q: 1 } }];
    const right = [{ a: 2, b: '', o: { q: 2 } }];
    const by = async (parameters: Record<string, unknown>) =>
      (
        await runNode(merge, {
          parameters: { mode: 'combineByPosition', ...parameters },
          items: left,
          inputs: { input2: right },
        })
      ).outputs.main?.[0];
    assert.deepEqual(await by({}), right[0]);
    assert.deepEqual(await by({ clash: 'preferInput1' }), left[0]);
    assert.deepEqual(await by({ nested: true }), { a: 2, b: '', o: { p: 1, q: 2 } });
    assert.deepEqual(await by({ keepFilled: true }), { a: 2, b: 'x', o: { q: 2 } });
    assert.deepEqual(await by({ clash: 'addSuffix' }), {
      a_1: 1,
      b_1: 'x',
      o_1: left[0]?.o,
      a_2: 2,
      b_2: '',
      o_2: right[0]?.o,
    });
    const hostile = JSON.parse('{"__proto__":{"polluted":1}}') as JsonObject;
    const polluted = { mode: 'combineByPosition', nested: true };
    await runNode(merge, { parameters: polluted, items: [hostile], inputs: { input2: [hostile] } });
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });

  it('passes one branch on', async () => {
    assert.deepEqual(await run({ mode: 'chooseBranch', branch: 'empty' }), [{}]);
    assert.deepEqual(await run({ mode: 'chooseBranch', branch: 2 }), second);
  });

  it('runs when only one branch has data', async () => {
    assert.deepEqual((await runNode(merge, { items: first, inputs: { input2: [] } })).outputs.main, first);
    assert.deepEqual((await runNode(merge, { items: [], inputs: { input2: second } })).outputs.main, second);
  });

  describe('of more than two inputs', () => {
    const parts = {
      items: [{ id: 1, a: 'ä' }, { id: 2 }],
      inputs: { input2: [{ id: 3, b: '' }], input3: [{ id: 4, a: '💶' }, { a: null }, { c: 1 }] },
    };
    const three = (parameters: Record<string, unknown>) =>
      runNode(merge, { ...parts, parameters: { numberInputs: 3, ...parameters } });

    it('appends each after the other, and passes any one on', async () => {
      const all = [...parts.items, ...parts.inputs.input2, ...parts.inputs.input3];
      assert.deepEqual((await three({ mode: 'append' })).outputs.main, all);
      const third = await three({ mode: 'chooseBranch', branch: 3 });
      assert.deepEqual(third.outputs.main, parts.inputs.input3);
      const tenth = { mode: 'append', numberInputs: 10 };
      const ten = { ...parts, parameters: tenth, inputs: { ...parts.inputs, input10: [{ last: true }] } };
      assert.deepEqual((await runNode(merge, ten)).outputs.main, [...all, { last: true }]);
    });

    it('combines them by position, and settles which value stays', async () => {
      const mode = 'combineByPosition';
      const combined = await three({ mode });
      assert.deepEqual(combined.outputs.main, [{ id: 4, a: '💶', b: '' }]);
      const origins = [0, 1, 2].map((input) => ({ item: 0, input }));
      assert.deepEqual(combined.items.main?.[0]?.pairedItem, origins);
      const rows = (await three({ mode, includeUnpaired: true })).outputs.main;
      assert.deepEqual(rows, [{ id: 4, a: '💶', b: '' }, { id: 2, a: null }, { c: 1 }]);
      const first = await three({ mode, clash: 'preferInput1' });
      assert.deepEqual(first.outputs.main, [{ id: 1, a: 'ä', b: '' }]);
      const each = await three({ mode, clash: 'addSuffix' });
      assert.deepEqual(each.outputs.main, [{ id_1: 1, a_1: 'ä', id_2: 3, b_2: '', id_3: 4, a_3: '💶' }]);
    });

    it('leaves no items out without a word', async () => {
      const detail = async (parameters: Record<string, unknown>) => (await three(parameters)).error?.detail;
      for (const given of [
        { mode: 'append', numberInputs: 2 },
        { mode: 'combineAll' },
        { mode: 'combineByFields', keys: ['id'] },
      ])
        assert.match((await detail(given)) ?? '', /"numberInputs" stands for 2 inputs here.* input 3/u);
      assert.match((await detail({ mode: 'chooseBranch', branch: 4 })) ?? '', /"branch" must be an input/u);
      for (const numberInputs of ['={{ 1 }}', '={{ 11 }}', '={{ 2.5 }}', '={{ "all" }}'])
        assert.match(
          (await detail({ mode: 'append', numberInputs })) ?? '',
          /numberInputs|Number of inputs/u,
          numberInputs,
        );
    });
  });

  describe('by an SQL query', () => {
    const people = [
      { name: 'Alex', at: 'b', tags: ['x'], ok: true },
      { name: 'Jamie', at: 'none' },
    ];
    const places = [
      { id: 'a', name: 'Ulm' },
      { id: 'b', name: 'Bonn' },
    ];
    const ask = (query: string, parameters = {}, items: JsonObject[] = people) =>
      runNode(merge, {
        parameters: { mode: 'combineBySql', query, ...parameters },
        items,
        inputs: { input2: places },
      });

    it('joins as the query says; what a join did not find empties nothing', async () => {
      const query = 'SELECT * FROM input1 LEFT JOIN input2 ON input1.at = input2.id ORDER BY at';
      const { outputs, items, error } = await ask(query);
      assert.equal(error, undefined, error?.detail);
      assert.deepEqual(outputs.main, [
        { name: 'Bonn', at: 'b', tags: ['x'], ok: true, id: 'b' },
        { name: 'Jamie', at: 'none', tags: null, ok: null, id: null },
      ]);
      assert.deepEqual(items.main?.[0]?.pairedItem, []);
    });

    it('takes more than two inputs, and one without items', async () => {
      const query =
        'SELECT input1.name, c.n FROM input1 JOIN input3 AS c USING (name) LEFT JOIN input2 AS b ON b.id = 1';
      const { outputs, error } = await runNode(merge, {
        parameters: { mode: 'combineBySql', numberInputs: 3, query },
        items: people,
        inputs: { input2: [], input3: [{ name: 'Alex', n: 7 }] },
      });
      assert.equal(error, undefined, error?.detail);
      assert.deepEqual(outputs.main, [{ name: 'Alex', n: 7 }]);
    });

    it('binds values, which never become text of the query', async () => {
      const query = 'SELECT name FROM input1 WHERE name = {{ $json.name }} OR name = ? OR at = ?';
      const given = { queryParameters: "Jamie, ' OR 1=1 --" };
      assert.deepEqual(
        (await ask(`=${query}`, given)).outputs.main,
        people.map(({ name }) => ({ name })),
      );
      const numbers = { queryParameters: '={{ [1, "2"] }}' };
      assert.deepEqual((await ask('SELECT ? + ? AS n', numbers)).outputs.main, [{ n: 3 }]);
      assert.deepEqual((await ask('SELECT ? AS n', { queryParameters: ' 7' })).outputs.main, [{ n: 7 }]);
    });

    it('says what is wrong with a query', async () => {
      const detail = async (query: string, more = {}) => (await ask(query, more)).error?.detail ?? '';
      assert.match(await detail('SELEC 1'), /"query" cannot be executed: near "SELEC": syntax error/u);
      assert.match(await detail(' '), /"query" is empty|Query/u);
      assert.match(await detail('SELECT ?'), /no value for the question mark 1/u);
      assert.match(await detail('DELETE FROM input1'), /one SELECT and nothing else/u);
      assert.match(await detail('SELECT 1', { queryParameters: 7 }), /not a list of values/u);
    });

    it('gives fields of any name, and reaches no prototype', async () => {
      const hostile = [JSON.parse('{"__proto__":{"polluted":1},"constructor":2}') as JsonObject];
      const { outputs } = await ask('SELECT * FROM input1', {}, hostile);
      assert.equal(JSON.stringify(outputs.main), '[{"__proto__":{"polluted":1},"constructor":2}]');
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    });
  });
});
