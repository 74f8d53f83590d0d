import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPatchbayError } from '@patchbay/errors';
import { field, parseFields } from './index.js';

function refused(value: unknown): string[] {
  try {
    parseFields(value);
  } catch (error) {
    assert.ok(isPatchbayError(error) && error.code === 'plugin-invalid', String(error));
    return (error.errors ?? []).map(({ pointer }) => pointer);
  }
  return [];
}
const one = (members: object): unknown => ({ x: { kind: 'text', displayName: 'X', ...members } });

describe('parseFields', () => {
  it('answers an equal copy of what is right', () => {
    const fields = {
      mode: field.options({ displayName: 'Mode', default: 'a', options: [{ value: 'a', name: 'A' }] }),
      token: field.secret({
        displayName: 'Token',
        required: true,
        documentationUrl: 'https://example.com/where?x=1',
        pattern: { regex: '^[a-z]{3}_', message: 'must begin with three letters' },
        displayOptions: { show: { mode: ['a', { _cnd: { regex: '^a' } }], '@version': [1] } },
      }),
      more: field.collection({
        displayName: 'More',
        default: {},
        fields: { deep: field.port({ displayName: 'P', displayOptions: { hide: { '/mode': ['a'] } } }) },
      }),
    };
    assert.deepEqual(parseFields(JSON.parse(JSON.stringify(fields))), fields);
    assert.notEqual(parseFields(fields)['mode'], fields.mode);
  });

  it('lists every problem at once', () => {
    const value = {
      a: { kind: 'texts', displayName: 'A' },
      b: 7,
      c: { kind: 'text' },
      d: { kind: 'text', displayName: 'D', destinaton: true },
    };
    assert.deepEqual(refused(value), ['/a/kind', '/b', '/c/displayName', '/d/destinaton']);
  });

  it('looks into how JSON is to be drawn', () => {
    const drawn = (drawnAs: unknown) => refused({ x: { kind: 'json', displayName: 'X', drawnAs } });
    const cells = { a: { kind: 'text', displayName: 'A' } };
    const operators = [{ value: 'gt', name: 'above' }];
    assert.deepEqual(drawn({ kind: 'rows', row: 'field', cells }), []);
    assert.deepEqual(drawn({ kind: 'conditions', operators }), []);
    assert.deepEqual(drawn({ kind: 'rules', row: 'output', operators }), []);
    for (const wrong of [
      'rows',
      { kind: 'constructor' },
      { kind: 'rows', cells },
      { kind: 'rows', row: 'field', cells, html: '<b>' },
      { kind: 'conditions', operators: [{ value: 'gt' }] },
      { kind: 'rules', row: 'output', outputs: 7, operators },
      { kind: 'rules', row: 'output', outputName: {}, operators },
    ])
      assert.deepEqual(drawn(wrong), ['/x/drawnAs'], JSON.stringify(wrong));
    const hostile = JSON.parse('{"__proto__":{"kind":"text","displayName":"X"}}') as unknown;
    assert.deepEqual(drawn({ kind: 'rows', row: 'field', cells: hostile }), ['/x/drawnAs/cells/__proto__']);
    assert.deepEqual(drawn({ kind: 'rows', row: 'field' }), ['/x/drawnAs/cells']);
  });

  it('refuses names that reach the prototype or mean something else', () => {
    const text = '{"kind":"text","displayName":"X"}';
    const names = ['__proto__', 'constructor', 'prototype', '', '/a', '@a', '$value', '=a', 'a\u0000'];
    for (const name of names)
      assert.equal(refused(JSON.parse(`{${JSON.stringify(name)}:${text}}`)).length, 1, name);
    assert.deepEqual(refused(JSON.parse('{"x":{"kind":"constructor","displayName":"X"}}')), ['/x/kind']);
    assert.deepEqual(refused(JSON.parse(`{"x":{"kind":"text","displayName":"X","__proto__":{"a":1}}}`)), [
      '/x/__proto__',
    ]);
  });

  it('refuses links that are no web pages', () => {
    for (const url of [
      'java' + 'script:alert(1)',
      'data:text/html,x',
      'https://[',
      'https://',
      ' https://a',
      'https://a/"onclick=',
      7,
    ]) {
      assert.deepEqual(refused(one({ documentationUrl: url })), ['/x/documentationUrl'], String(url));
    }
  });

  it('refuses expressions that are broken, backtrack without end or are too long', () => {
    for (const regex of ['(', '(a+)+$', 'a'.repeat(300), 7]) {
      assert.deepEqual(refused(one({ pattern: { regex, message: 'm' } })), ['/x/pattern'], String(regex));
    }
    const cnd = { show: { x: [{ _cnd: { regex: '(a*)*' } }] } };
    assert.deepEqual(refused(one({ displayOptions: cnd })), ['/x/displayOptions/show/x/0']);
  });

  it('refuses conditions on fields that do not exist, and conditions that are none', () => {
    assert.deepEqual(refused(one({ displayOptions: { show: { y: [1] }, hide: { '/z': [1] }, maybe: {} } })), [
      '/x/displayOptions/show/y',
      '/x/displayOptions/hide/~1z',
      '/x/displayOptions/maybe',
    ]);
    for (const bad of [
      { _cnd: {} },
      { _cnd: { like: 1 } },
      { _cnd: { gt: {} } },
      { a: 1 },
      [1],
      { _cnd: { constructor: 1 } },
    ]) {
      assert.deepEqual(refused(one({ displayOptions: { show: { x: [bad] } } })), [
        '/x/displayOptions/show/x/0',
      ]);
    }
  });

  it('refuses members of the wrong type and defaults that do not fit', () => {
    const bad = { required: 'yes', section: 'other', identity: 1, displayName: 7 };
    assert.deepEqual(refused(one(bad)).sort(), [
      '/x/displayName',
      '/x/identity',
      '/x/required',
      '/x/section',
    ]);
    assert.deepEqual(refused({ x: { kind: 'port', displayName: 'X', default: '5432' } }), ['/x/default']);
    assert.deepEqual(refused({ x: { kind: 'notice', displayName: 'X', default: 'x' } }), ['/x/default']);
    assert.deepEqual(refused({ x: { kind: 'options', displayName: 'X' } }), ['/x/options']);
    assert.deepEqual(
      refused({ x: { kind: 'options', displayName: 'X', options: [{ value: {}, name: 'a' }] } }),
      ['/x/options'],
    );
    const nested = {
      x: {
        kind: 'collection',
        displayName: 'X',
        fields: { a: { kind: 'port', displayName: 'A' } },
        default: { a: 'x' },
      },
    };
    assert.deepEqual(refused(nested), ['/x/default/a']);
  });

  it('looks into groups', () => {
    const groups = {
      g: { displayName: 'G', fields: { a: { kind: 'nope', displayName: 'A' } } },
      h: { fields: {} },
    };
    assert.deepEqual(refused({ x: { kind: 'fixedCollection', displayName: 'X', groups } }), [
      '/x/groups/g/fields/a/kind',
      '/x/groups/h',
    ]);
  });

  it('refuses what is too large, too deep, circular or no JSON', () => {
    assert.deepEqual(refused(one({ description: 'x'.repeat(3_000_000) })), ['']);
    assert.deepEqual(refused(one({ description: 'x'.repeat(40_000) })), ['/x/description']);
    const many = Array.from({ length: 5_001 }, (_, index) => [
      `f${String(index)}`,
      { kind: 'text', displayName: 'X' },
    ]);
    assert.deepEqual(refused(Object.fromEntries(many)), ['']);
    let deep: unknown = {};
    for (let level = 0; level < 12; level += 1)
      deep = { c: { kind: 'collection', displayName: 'C', fields: deep } };
    assert.match(refused(deep)[0] ?? '', /^(\/c\/fields){8}$/);
    const circular: Record<string, unknown> = {};
    circular['x'] = circular;
    for (const value of [circular, undefined, null, [], 7, () => 1]) assert.deepEqual(refused(value), ['']);
  });
});
