import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isHarmless } from './harmless.js';
import { jsonKeys } from './json-keys.js';
import { parsePath, readPath } from './path.js';
import { Columns, templateReader } from './columns.js';
import { createProgram } from './program.js';
import { parseTemplate } from './template.js';

const sources = (text: string) =>
  parseTemplate(text)?.map((part) => ('text' in part ? part.text : [part.source]));

describe('templates', () => {
  it('need no engine when all their expressions are plain reads', () => {
    const programOf = (template: string) => {
      const columns = new Columns();
      templateReader(parseTemplate(template) ?? [], columns, '/text');
      return createProgram(columns.all).program;
    };
    assert.equal(
      programOf('=Hello {{ $json.name }}, {{ $json["first name"][0] }} of {{ $pattern.name }}'),
      undefined,
    );
    assert.deepEqual(programOf('=Hello {{ $json.name }} {{ $json.n + 1 }}')?.sources, ['$json.n + 1']);
  });

  it('end an expression where its own braces, strings and comments do', () => {
    assert.deepEqual(sources('=a {{ 1 }} b {{ 2 }}'), ['a ', ['1'], ' b ', ['2']]);
    assert.deepEqual(sources('={{ ({ a: { b: 1 }}) }}'), [['({ a: { b: 1 }})']]);
    assert.deepEqual(sources('={{ "}}" + \'}}\' }}x'), [['"}}" + \'}}\''], 'x']);
    assert.deepEqual(sources('={{ `a ${ {x: "}"}["x"] } }}` }}'), [['`a ${ {x: "}"}["x"] } }}`']]);
    assert.deepEqual(sources('={{ a.replace(/[/}]}}/g, "") }} it\'s {{ b }}'), [
      ['a.replace(/[/}]}}/g, "")'],
      " it's ",
      ['b'],
    ]);
    assert.deepEqual(sources('={{ 1 /* }} */ }}'), [['1 /* }} */']]);
    assert.deepEqual(sources('={{ 4 / 2 }} / {{ 6 / 3 }}'), [['4 / 2'], ' / ', ['6 / 3']]);
  });

  it('take what is no JavaScript up to the first braces, and what never ends as text', () => {
    assert.deepEqual(sources("={{ it's }} fine"), [["it's"], ' fine']);
    assert.deepEqual(sources('={{ a ) }}'), [['a )']]);
    assert.deepEqual(sources('=open {{ a'), ['open {{ a']);
    assert.deepEqual(sources('='), []);
    assert.equal(parseTemplate('{{ 1 }}'), undefined);
  });
});

describe('member paths', () => {
  const read = (source: string, json: unknown) =>
    readPath(json, parsePath(source)?.keys ?? assert.fail(source));

  it('are read without the engine, own members only', () => {
    assert.equal(read('$json.a["b c"][0]?.d', { a: { 'b c': [{ d: 5 }] } }), 5);
    assert.equal(read("$json['x'].length", { x: 'four' }), 4);
    assert.equal(read('$json.größe', { größe: 1 }), 1);
    for (const source of [
      '$json.constructor',
      '$json.__proto__',
      '$json.a.b',
      '$json.toString',
      '$json.t.at',
    ]) {
      assert.equal(read(source, { t: 'x' }), undefined, source);
    }
    assert.deepEqual(read('$json.__proto__', JSON.parse('{"__proto__": 1}')), 1);
  });

  it('are nothing else than reads', () => {
    for (const source of [
      '$json.a()',
      '$json.a + 1',
      '$json[key]',
      '$jsonx.a',
      '$json["a\\u0062"]',
      '$json.a;',
      '$(1)',
      '-$json.a',
      '$json.',
      '$json.a b',
    ]) {
      assert.equal(parsePath(source), undefined, source);
    }
  });
});

describe('what an expression may do is judged from its text', () => {
  it('harmless are reads, arithmetic and a few calls', () => {
    for (const source of [
      '$json.a + 1',
      '$json.name.toUpperCase()',
      '$json.q > 3 ? "many" : \'few\'',
      'Math.round($json.a * 100) / 100',
      '$json.a === 1 && !$json.b',
      '$("X").first().json.a',
      '$now.toISO()',
      '$json.a[0].b',
    ]) {
      assert.ok(isHarmless(source), source);
    }
  });

  it('everything else is not', () => {
    const harmful = [
      '(() => 1)()',
      '$json["a"](1)',
      '$json.a.constructor("x")',
      '($json.a.constructor)("x")',
      '$json.a\n(1)',
      '$json.length = 4e9',
      '[].flat()',
      'new Array(4e9)',
      '$json.a?.(1)',
      '$json.a.trim.call(1)',
      'Function("x")',
      '$json.trim`x`',
      '/(a+)+$/.test($json.a)',
      '"a".indexOf("b")',
      '$json.a.repeat(9)',
      'x',
      '`${x}`',
      '$json.a ** 9',
      '"\\u0061"',
      '$json.a++',
      '({ length: 4e9 })',
      '[...$json.a]',
      '1 // x',
      '$json[$json.k]',
      '"it\'s" + x("\'")',
    ];
    for (const source of harmful) assert.ok(!isHarmless(source), source);
  });

  it('so are the members of the item that it reads', () => {
    assert.deepEqual(jsonKeys('$json.a + $json?.b.c + $json.a'), ['a', 'b']);
    for (const text of [
      '$json',
      '$json[k]',
      'Object.keys($json)',
      '$json.toString()',
      '$json.a + $input.item.json.b',
      '$json.__proto__',
      '$json .a',
      '"$json"',
    ]) {
      assert.equal(jsonKeys(text), undefined, text);
    }
  });
});
