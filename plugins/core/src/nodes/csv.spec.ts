import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { csv } from './csv.js';

describe('CSV to items', () => {
  const run = (data: string, parameters: Record<string, unknown> = {}) =>
    runNode(csv, { parameters, items: [{ data }] });
  const parsed = async (...given: Parameters<typeof run>) => {
    const { outputs, error } = await run(...given);
    assert.equal(error, undefined, error?.detail);
    return outputs.main;
  };

  it('reads quotes, delimiters, line breaks and doubled quotes as RFC 4180 has them', async () => {
    const text = 'id,name,note\r\n1,"Ann, ""the first""","two\r\nlines"\r\n2,,""\r\n';
    assert.deepEqual(await parsed(text), [
      { id: '1', name: 'Ann, "the first"', note: 'two\r\nlines' },
      { id: '2', name: '', note: '' },
    ]);
  });

  it('takes LF, a byte order mark, blank lines and a last line without an end', async () => {
    assert.deepEqual(await parsed('\ufeffa,b\n1,2\n\n3,'), [
      { a: '1', b: '2' },
      { a: '3', b: '' },
    ]);
    assert.deepEqual(await parsed(''), []);
    assert.deepEqual(await parsed('a\n""\n'), [{ a: '' }]);
  });

  it('takes other signs, and no header', async () => {
    const given = { delimiter: '\\t', quote: "'", header: false };
    assert.deepEqual(await parsed("1\t'a\tb'\n2\tc", given), [
      { column1: '1', column2: 'a\tb' },
      { column1: '2', column2: 'c' },
    ]);
  });

  it('refuses broken text with its line and without its words', async () => {
    for (const [text, words] of [
      ['a\n1\n"secret-4711', /Line 3 .*never closes/u],
      ['a\n"x"secret-4711', /Line 2 .*after a closing quote/u],
      ['a,b\n1,2,secret-4711', /record 2 .* 3 fields/u],
      ['a,a\n1,2', /same name/u],
    ] as const) {
      const { error } = await run(text);
      assert.match(error?.detail ?? '', words);
      assert.ok(!JSON.stringify(error).includes('4711'));
    }
    for (const given of [
      { delimiter: '' },
      { delimiter: ';'.repeat(9) },
      { delimiter: '\n' },
      { quote: '' },
      { quote: ',' },
      { field: 'x' },
    ])
      assert.equal((await run('a', given)).error?.code, 'parameter-invalid', JSON.stringify(given));
  });

  it('fills and names what uneven lines lack, when they may be uneven', async () => {
    assert.deepEqual(await parsed('a,b\n1\n1,2,3', { allowUneven: true }), [
      { a: '1', b: null },
      { a: '1', b: '2', column3: '3' },
    ]);
  });

  it('keeps a column named __proto__ a column', async () => {
    const [row] = (await parsed('__proto__,constructor\n1,2')) ?? [];
    assert.equal(JSON.stringify(row), '{"__proto__":"1","constructor":"2"}');
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it('refuses a million columns, and reads long next to short lines in reasonable time', async () => {
    const wide = ','.repeat(1_000_000);
    const start = performance.now();
    assert.match((await run(`a,a${wide}`)).error?.detail ?? '', /Line 1 .* more than 100000 fields/u);
    const rows = await parsed(`a\n${','.repeat(5_000)}\n${'1\n'.repeat(5_000)}`, { allowUneven: true });
    assert.deepEqual([rows?.length, rows?.[1]], [5_001, { a: '1' }]);
    assert.ok(performance.now() - start < 10_000);
  });

  it('links every row to the item that it came from', async () => {
    const { items } = await runNode(csv, { items: [{ data: 'a\n1\n2' }, { data: 'a\n3' }] });
    assert.deepEqual(
      items.main?.map(({ pairedItem }) => pairedItem),
      [{ item: 0 }, { item: 0 }, { item: 1 }],
    );
  });
});

describe('Items to CSV', () => {
  const created = async (items: JsonObject[], parameters: Record<string, unknown> = {}) => {
    const { outputs, error } = await runNode(csv, {
      parameters: { operation: 'create', ...parameters },
      items,
    });
    return error?.detail ?? outputs.main?.[0]?.data;
  };

  it('writes every field of all items, quoted where needed', async () => {
    const items = [
      { id: 1, name: 'Ann, "A"' },
      { id: 2, more: { a: [1] }, none: null, flag: true },
    ];
    const text = 'id,name,more,none,flag\r\n1,"Ann, ""A""",,,\r\n2,,"{""a"":[1]}",,true\r\n';
    assert.equal(await created(items), text);
    const back = await runNode(csv, { items: [{ data: text }] });
    assert.equal(back.outputs.main?.[0]?.name, 'Ann, "A"');
  });

  it('writes the chosen columns, in their order, without a header', async () => {
    const given = { columns: 'b.c, a', header: false, delimiter: ';' };
    assert.equal(await created([{ a: 1, b: { c: 'x;y' }, d: 2 }], given), '"x;y";1\r\n');
    assert.equal(await created([{ a: '' }], { header: false }), '""\r\n');
  });

  it('makes formulas harmless, also in names, and leaves numbers alone', async () => {
    const hostile = [
      '=1+1',
      '+1+1',
      '-1+1',
      '@SUM(A1)',
      '\t=1',
      '\tx',
      '\rx',
      ' =1+1',
      '＝1+1',
      '=HYPERLINK("http://x";"y")',
    ];
    for (const text of hostile) {
      const line = String(await created([{ a: text }], { header: false }));
      assert.match(line, /^"?'/u, JSON.stringify(text));
    }
    assert.equal(await created([{ '=1': 1 }]), "'=1\r\n1\r\n");
    assert.equal(await created([{ a: -1e-7, b: '-1.5', c: 'a=b' }], { header: false }), '-1e-7,-1.5,a=b\r\n');
    assert.equal(await created([{ a: '=1+1' }], { header: false, escapeFormulas: false }), '=1+1\r\n');
  });
});

describe('CSV that is not quite as it should be', () => {
  const text = 'made by a machine\n\nid,name\n1,"Tea" house\n2\n3,b,c\n\n4,d\n5,e\n';
  const parse = (parameters: Record<string, unknown>) =>
    runNode(csv, { parameters: { fromLine: 3, relaxQuotes: true, ...parameters }, items: [{ data: text }] });

  it('is read from a line on, without lines with errors, and no further than asked', async () => {
    const all = [
      { id: '1', name: '"Tea" house' },
      { id: '4', name: 'd' },
      { id: '5', name: 'e' },
    ];
    assert.deepEqual((await parse({ skipErrors: 2 })).outputs['main'], all);
    assert.deepEqual((await parse({ skipErrors: 9, maxRows: 2 })).outputs['main'], all.slice(0, 2));
    const { error } = await parse({ skipErrors: 1 });
    assert.match(error?.detail ?? '', /"skipErrors" allows fewer/u);
    assert.match((await parse({})).error?.detail ?? '', /"allowUneven"/u);
    // An empty line is one with too few fields, too.
    const kept = await parse({ skipErrors: 2, skipEmptyLines: false });
    assert.match(kept.error?.detail ?? '', /"skipErrors"/u);
  });

  it('is made with a byte order mark where somebody wants it', async () => {
    const { outputs } = await runNode(csv, {
      parameters: { operation: 'create', byteOrderMark: true },
      items: [{ a: 1 }],
    });
    assert.deepEqual(outputs['main'], [{ data: '\ufeffa\r\n1\r\n' }]);
  });
});
