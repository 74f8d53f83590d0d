import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { INodeProperties } from 'n8n-workflow';
import { field, fromWire, toWire, type Field, type WireProperty } from './index.js';

const name = { displayName: 'X' };

describe('the wire format', () => {
  it('is n8n’s INodeProperties, checked against its types', () => {
    const ours: WireProperty[] = toWire({
      a: field.text({ ...name, displayOptions: { show: { b: [1, { _cnd: { gt: 2 } }] } } }),
      b: field.fixedCollection({
        ...name,
        groups: { g: { displayName: 'G', fields: { c: field.secret(name) } } },
      }),
    });
    const theirs: INodeProperties[] = ours;
    assert.deepEqual(fromWire(theirs), fromWire(ours));
  });

  it('says how JSON is drawn, and reads it back', () => {
    const fields = {
      order: field.json({
        ...name,
        drawnAs: { kind: 'rows', row: 'field', cells: { field: field.text({ ...name, required: true }) } },
      }),
      rules: field.json({
        ...name,
        drawnAs: {
          kind: 'rules',
          row: 'output',
          outputs: 'output',
          outputName: 'outputName',
          operators: [{ value: 'gt', name: 'above' }],
        },
      }),
    };
    assert.deepEqual(fromWire(JSON.parse(JSON.stringify(toWire(fields))) as WireProperty[]), fields);
  });

  it('says what n8n understands, and the rest in one member', () => {
    const [host, password, port, query] = toWire({
      host: field.text({ ...name, required: true, destination: true }),
      password: field.secret(name),
      port: field.port({ ...name, default: 5432 }),
      query: field.multiline({ ...name, language: 'sql' }),
    });
    assert.deepEqual(host, {
      displayName: 'X',
      name: 'host',
      type: 'string',
      default: '',
      required: true,
      patchbay: { kind: 'text', secret: false, destination: true },
    });
    assert.deepEqual(password?.typeOptions, { password: true });
    assert.equal(password.patchbay?.secret, true);
    assert.deepEqual(
      [port?.type, port?.default, port?.typeOptions],
      ['number', 5432, { minValue: 1, maxValue: 65_535, numberPrecision: 0 }],
    );
    assert.equal(query?.typeOptions?.editor, 'sqlEditor');
  });

  it('shares nothing mutable with the fields', () => {
    const fields = { a: field.options({ ...name, options: [{ value: 1, name: 'One' }] }) };
    const [wire] = toWire(fields);
    assert.notEqual(wire?.options?.[0], fields.a.options[0]);
  });
});

describe('a property written for n8n', () => {
  const read = (property: Partial<INodeProperties>, use?: 'credentials' | 'parameters'): Field | undefined =>
    fromWire(
      [{ displayName: 'X', name: 'x', type: 'string', default: '', ...property } satisfies INodeProperties],
      use,
    )['x'];

  it('becomes the field that its type says', () => {
    const cases: [Partial<INodeProperties>, string, string][] = [
      [{}, 'text', 'text'],
      [{ typeOptions: { password: true } }, 'secret', 'text'],
      [{ typeOptions: { rows: 4 } }, 'multiline', 'multiline'],
      [{ typeOptions: { multipleValues: true } }, 'secret', 'json'],
      [{ type: 'number' }, 'number', 'number'],
      [{ type: 'boolean', default: true }, 'boolean', 'boolean'],
      [{ type: 'options', options: [{ name: 'A', value: 'a' }] }, 'options', 'options'],
      [{ type: 'json' }, 'json', 'json'],
      [{ type: 'hidden' }, 'hidden', 'hidden'],
      [{ type: 'notice' }, 'notice', 'notice'],
      [{ type: 'collection', options: [] }, 'collection', 'collection'],
      [{ type: 'fixedCollection', options: [] }, 'fixedCollection', 'fixedCollection'],
      [{ type: 'dateTime' }, 'text', 'text'],
      [{ type: 'resourceLocator' }, 'secret', 'json'],
      [{ type: 'curlImport' }, 'secret', 'json'],
      [{ name: 'x', type: 'multiOptions' }, 'secret', 'json'],
    ];
    for (const [property, inCredentials, inParameters] of cases) {
      assert.equal(read(property)?.kind, inCredentials, JSON.stringify(property));
      assert.equal(read(property, 'parameters')?.kind, inParameters, JSON.stringify(property));
    }
  });

  it('counts as secret when only its name says so, and as destination otherwise', () => {
    for (const secret of ['apiKey', 'accessToken', 'client_secret', 'password', 'privateKey']) {
      assert.equal(fromWire([{ displayName: 'X', name: secret, type: 'string' }])[secret]?.kind, 'secret');
    }
    for (const plain of ['accessTokenUrl', 'publicKey', 'accessKeyId', 'host']) {
      const [found] = Object.values(fromWire([{ displayName: 'X', name: plain, type: 'string' }]));
      assert.deepEqual([found?.kind, found?.destination], ['text', true]);
    }
    assert.equal(read({}, 'parameters')?.destination, undefined);
  });

  it('keeps defaults that mean something, nested fields and conditions', () => {
    assert.deepEqual(
      read({ type: 'number', default: 0, typeOptions: { minValue: 0, numberPrecision: 0 } }, 'parameters'),
      {
        kind: 'number',
        displayName: 'X',
        default: 0,
        min: 0,
        integer: true,
      },
    );
    assert.equal('default' in (read({}) ?? {}), false);
    const nested = read({
      type: 'fixedCollection',
      options: [
        {
          name: 'g',
          displayName: 'G',
          values: [
            { displayName: 'K', name: 'k', type: 'string', default: '', typeOptions: { password: true } },
          ],
        },
      ],
      displayOptions: { show: { '/mode': ['a'] } },
    });
    assert.deepEqual(nested, {
      kind: 'fixedCollection',
      displayName: 'X',
      displayOptions: { show: { '/mode': ['a'] } },
      multiple: false,
      destination: true,
      groups: { g: { displayName: 'G', fields: { k: { kind: 'secret', displayName: 'K' } } } },
    });
  });

  it('accepts any scalar where the choices are loaded at run time', () => {
    const loaded = read({
      type: 'options',
      typeOptions: { loadOptionsMethod: 'getChannels' },
      options: [{ name: 'A', value: 'a' }],
    });
    assert.deepEqual(loaded?.kind === 'options' && loaded.options, []);
  });

  it('of a name that occurs twice accepts what either does', () => {
    const option = (value: string, resource: string): INodeProperties => ({
      displayName: 'Operation',
      name: 'operation',
      type: 'options',
      default: value,
      options: [{ name: value, value }],
      displayOptions: { show: { resource: [resource] } },
    });
    assert.deepEqual(fromWire([option('get', 'a'), option('send', 'b')], 'parameters'), {
      operation: {
        kind: 'options',
        displayName: 'Operation',
        options: [
          { name: 'get', value: 'get' },
          { name: 'send', value: 'send' },
        ],
      },
    });
    const mixed: INodeProperties[] = [
      { displayName: 'V', name: 'v', type: 'string', default: '', typeOptions: { password: true } },
      { displayName: 'V', name: 'v', type: 'string', default: '' },
    ];
    assert.equal(fromWire(mixed)['v']?.kind, 'secret');
  });
});
