import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, validate, type FieldMap } from './index.js';

const name = { displayName: 'X' };
const pointers = (fields: FieldMap, values: unknown, options = {}): string[] =>
  validate(fields, values, options).map(({ pointer }) => pointer);
const detail = (definition: FieldMap[string], value: unknown): string | undefined =>
  validate({ x: definition }, { x: value })[0]?.detail;

describe('validate', () => {
  const fields = {
    host: field.text({ ...name, required: true }),
    port: field.port({ ...name, required: true, default: 5432 }),
    mode: field.options({
      ...name,
      default: 'basic',
      options: [
        { value: 'basic', name: 'B' },
        { value: 'none', name: 'N' },
      ],
    }),
    user: field.text({ ...name, required: true, displayOptions: { show: { mode: ['basic'] } } }),
    key: field.secret({ ...name, required: true, displayOptions: { hide: { mode: ['basic'] } } }),
    headers: field.headers(name),
    more: field.collection({
      ...name,
      fields: { a: field.text({ ...name, required: true }), n: field.number(name) },
    }),
    rows: field.fixedCollection({
      ...name,
      groups: { 'r/s': { displayName: 'R', fields: { 'n~': field.text({ ...name, required: true }) } } },
    }),
    note: field.notice(name),
  };

  it('names every wrong field at once by pointer', () => {
    const values = {
      host: '',
      port: '5432',
      mode: 'other',
      headers: { 'bad name': 'x', 'X-A': 1 },
      more: { a: '', n: Number.NaN, z: 1 },
      rows: { 'r/s': [{}, 'row'], t: [] },
      note: 'x',
      constructor: 1,
      extra: 1,
    };
    assert.deepEqual(pointers(fields, values, { basePointer: '/config' }).sort(), [
      '/config/constructor',
      '/config/extra',
      '/config/headers/X-A',
      '/config/headers/bad name',
      '/config/host',
      '/config/key',
      '/config/mode',
      '/config/more/a',
      '/config/more/n',
      '/config/more/z',
      '/config/note',
      '/config/port',
      '/config/rows/r~1s/0/n~0',
      '/config/rows/r~1s/1',
      '/config/rows/t',
    ]);
  });

  it('accepts what is right', () => {
    const values = { host: 'h', user: 'u', headers: { A: 'b' }, more: {}, rows: { 'r/s': [{ 'n~': 'x' }] } };
    assert.deepEqual(validate(fields, values), []);
  });

  it('requires by visibility, with defaults in effect', () => {
    assert.deepEqual(pointers(fields, { host: 'h' }), ['/user']);
    assert.deepEqual(pointers(fields, { host: 'h', mode: 'none' }), ['/key']);
    assert.deepEqual(pointers(fields, { host: 'h', mode: 'none' }, { present: ['/key'] }), []);
  });

  it('requires nothing of a part, but no clearing either', () => {
    assert.deepEqual(pointers(fields, {}, { partial: true }), []);
    assert.deepEqual(pointers(fields, { host: null, user: '' }, { partial: true }), ['/host', '/user']);
  });

  it('refuses containers of the wrong type and keys that reach the prototype', () => {
    for (const value of [null, [], 'x', 1, new Date()]) assert.deepEqual(pointers(fields, value), ['']);
    for (const value of [[], 'x', 1]) {
      assert.ok(detail(fields.more, value)?.includes('object'));
      assert.ok(detail(fields.rows, value)?.includes('object'));
      assert.ok(detail(fields.headers, value)?.includes('object'));
      assert.equal(detail(fields.rows, { 'r/s': 'x' }), 'must be a list');
    }
    const bad = JSON.parse('{"host":"h","user":"u","__proto__":1,"headers":{"__proto__":"x"}}') as unknown;
    assert.deepEqual(pointers(fields, bad).sort(), ['/__proto__', '/headers/__proto__']);
    assert.equal(
      detail(field.json(name), JSON.parse('{"a":[{"__proto__":1}]}')),
      'holds a key that is not allowed',
    );
  });

  it('lets expressions pass only where they are allowed', () => {
    const values = {
      host: '=a',
      port: '={{ 1 }}',
      user: '=',
      headers: { A: '={{ x }}\n' },
      rows: { 'r/s': '={{ [] }}' },
    };
    assert.deepEqual(pointers(fields, values, { allowExpressions: true }), []);
    assert.deepEqual(pointers(fields, values), ['/port', '/headers/A', '/rows/r~1s']);
  });

  it('never repeats a value', () => {
    const canary = 'canary-7f3a';
    const all = {
      ...fields,
      port: field.port(name),
      pem: field.pem(name),
      j: field.secret({ ...name, format: 'json' }),
    };
    const values = Object.fromEntries(Object.keys(all).map((key) => [key, canary]));
    assert.equal(JSON.stringify(validate(all, values)).includes(canary), false);
  });
});

describe('the value of', () => {
  it('a number in quotes is refused with a hint', () => {
    for (const text of ['5432', ' 1.5 ', '0x10'])
      assert.match(detail(field.number(name), text) ?? '', /without the quotes/);
    assert.match(detail(field.boolean(name), 'true') ?? '', /without the quotes/);
    assert.equal(detail(field.number(name), 'x'), 'must be a number');
  });

  it('a number is finite, whole and within bounds', () => {
    const bounded = field.number({ ...name, min: 1, max: 9, integer: true });
    for (const bad of [Number.NaN, Infinity, 0, 10, 1.5, true, {}]) assert.ok(detail(bounded, bad));
    for (const good of [1, 9]) assert.equal(detail(bounded, good), undefined);
    for (const bad of [0, 65_536, 1.5]) assert.ok(detail(field.port(name), bad), String(bad));
  });

  it('a pem field is certificates and no private key', () => {
    const pem = (label: string): string => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
    assert.equal(detail(field.pem(name), pem('CERTIFICATE') + pem('CERTIFICATE')), undefined);
    for (const label of ['PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY']) {
      assert.match(detail(field.pem(name), pem('CERTIFICATE') + pem(label)) ?? '', /private key/);
    }
    assert.ok(detail(field.pem(name), 'not PEM'));
    const key = field.secret({ ...name, format: 'pem-private-key' });
    assert.equal(detail(key, pem('EC PRIVATE KEY')), undefined);
    assert.ok(detail(key, pem('CERTIFICATE')));
    assert.equal(detail(field.secret({ ...name, format: 'json' }), '{"a":1}'), undefined);
    assert.equal(detail(field.secret({ ...name, format: 'json' }), '{"a":'), 'must be JSON text');
  });

  it('a text holds no line break, NUL or half character, nor more than its limit', () => {
    for (const bad of ['a\nb', 'a\0', '\ud800', 'x'.repeat(40_000), 7, {}])
      assert.ok(detail(field.text(name), bad));
    assert.equal(detail(field.text(name), ' Ω 😀 '), undefined);
    assert.equal(detail(field.secret(name), ' a\nb\0\ud800 \udc00 '), undefined);
    assert.ok(detail(field.multiline(name), 'a\0'));
  });

  it('a header has a token as name, once in any case, and no line break', () => {
    const headers = (value: unknown): string[] => pointers({ x: field.headers(name) }, { x: value });
    assert.deepEqual(headers({ 'X-A': 'b\tc', 'x-b': 'ü' }), []);
    assert.deepEqual(headers({ 'X-A': '1', 'x-a': '2' }), ['/x/x-a']);
    assert.deepEqual(headers({ 'x-a': '1', 'X-A': '2' }), ['/x/X-A']);
    assert.deepEqual(headers({ 'X-A': 'a\r\nSet-Cookie: b' }), ['/x/X-A']);
    assert.deepEqual(headers({ 'X:A': '1', '': '2' }), ['/x/X:A', '/x/']);
    assert.deepEqual(
      headers(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`h${String(index)}`, '']))),
      ['/x'],
    );
  });

  it('a json field is JSON of sensible depth', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100; level += 1) deep = [deep];
    for (const bad of [deep, { a: undefined }, { a: Number.NaN }, new Map(), () => 1, ['\ud800']]) {
      assert.ok(detail(field.json(name), bad));
    }
    for (const good of [{ a: [1, null, 'x'] }, 'text', false, 0])
      assert.equal(detail(field.json(name), good), undefined);
  });

  it('options is one of the list, or any scalar where the list is loaded later', () => {
    assert.equal(
      detail(field.options({ ...name, options: [{ value: 1, name: 'One' }] }), '1'),
      'must be one of 1',
    );
    assert.equal(detail(field.options({ ...name, options: [] }), 'x'), undefined);
    assert.ok(detail(field.options({ ...name, options: [] }), {}));
  });

  it('a field with a pattern matches it, unless it is empty and optional', () => {
    const code = field.text({ ...name, pattern: { regex: '^[a-z]+$', message: 'small letters only' } });
    assert.equal(detail(code, 'A'), 'small letters only');
    assert.equal(detail(code, ''), undefined);
    assert.equal(detail(code, 'abc'), undefined);
  });

  it('an SQL text is a text, or strings and values that fit together', () => {
    const sql = field.multiline({ ...name, language: 'sql' });
    assert.equal(detail(sql, { strings: ['select ', ''], values: [1] }), undefined);
    for (const bad of [{ strings: ['a'], values: [1] }, { strings: [1, 2], values: [1] }, { strings: ['a'] }])
      assert.ok(detail(sql, bad));
    assert.ok(detail(field.multiline(name), { strings: ['a'], values: [] }));
  });

  it('a fixed collection without several rows is one object per group', () => {
    const one = field.fixedCollection({
      ...name,
      multiple: false,
      groups: { g: { displayName: 'G', fields: { a: field.text(name) } } },
    });
    assert.equal(detail(one, { g: { a: 'x' } }), undefined);
    assert.ok(detail(one, { g: [{ a: 'x' }] }));
  });
});
