import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyDefaults,
  destinationOf,
  field,
  hostSummary,
  openCredentials,
  Secret,
  type JsonObject,
} from './index.js';

const name = { displayName: 'X' };
const revealed = (value: unknown): unknown =>
  value instanceof Secret ? { secret: value.reveal() as unknown } : value;

describe('openCredentials', () => {
  it('wraps secrets, applies defaults and leaves out what is not set', () => {
    const fields = {
      host: field.text(name),
      port: field.port({ ...name, default: 5432 }),
      password: field.secret(name),
      account: field.json(name),
      headers: field.headers(name),
      token: field.hidden({ ...name, default: 'd' }),
      grant: field.hidden({ ...name, plain: true, default: 'g' }),
      more: field.collection({
        ...name,
        fields: { key: field.secret(name), a: field.text({ ...name, default: 'not added' }) },
      }),
      rows: field.fixedCollection({
        ...name,
        groups: {
          r: {
            displayName: 'R',
            fields: { n: field.number({ ...name, default: 1 }), k: field.secret(name) },
          },
        },
      }),
    };
    const opened = openCredentials(fields, {
      host: 'h',
      password: '',
      account: ' {"a":1}',
      headers: { A: 'b' },
      more: { key: 'k' },
      rows: { r: [{ k: 's' }] },
    });
    const { headers, more, rows } = opened as {
      headers: JsonObject;
      more: JsonObject;
      rows: { r: JsonObject[] };
    };
    assert.deepEqual(Object.keys(opened).sort(), [
      'account',
      'grant',
      'headers',
      'host',
      'more',
      'password',
      'port',
      'rows',
      'token',
    ]);
    assert.deepEqual([opened['host'], opened['port'], opened['grant']], ['h', 5432, 'g']);
    assert.deepEqual(revealed(opened['password']), { secret: '' });
    assert.deepEqual(revealed(opened['account']), { secret: { a: 1 } });
    assert.deepEqual(revealed(opened['token']), { secret: 'd' });
    assert.deepEqual(revealed(headers['A']), { secret: 'b' });
    assert.deepEqual([Object.keys(more), revealed(more['key'])], [['key'], { secret: 'k' }]);
    assert.deepEqual([rows.r[0]?.['n'], revealed(rows.r[0]?.['k'])], [1, { secret: 's' }]);
  });

  it('passes unknown fields and values of the wrong type as secrets', () => {
    const fields = {
      host: field.text(name),
      more: field.collection({ ...name, fields: {} }),
      headers: field.headers(name),
    };
    const opened = openCredentials(fields, { extra: 'x', host: { a: 1 }, more: { y: 1 }, headers: 'h' });
    assert.deepEqual(revealed(opened['extra']), { secret: 'x' });
    assert.deepEqual(revealed(opened['host']), { secret: { a: 1 } });
    assert.deepEqual(revealed((opened['more'] as JsonObject)['y']), { secret: 1 });
    assert.deepEqual(revealed(opened['headers']), { secret: 'h' });
  });
});

describe('applyDefaults', () => {
  it('fills what is absent or null, down into rows, and shares nothing with the definition', () => {
    const fields = {
      body: field.json({ ...name, default: { a: [1] } }),
      flag: field.boolean({ ...name, default: true }),
      rows: field.fixedCollection({
        ...name,
        groups: {
          r: { displayName: 'R', fields: { n: field.number({ ...name, default: 1 }) } },
          s: { displayName: 'S', fields: {} },
        },
      }),
    };
    const filled = applyDefaults(fields, { flag: null, rows: { r: [{}, { n: 2 }] }, extra: 1 });
    assert.deepEqual(filled, {
      body: { a: [1] },
      flag: true,
      rows: { r: [{ n: 1 }, { n: 2 }], s: [] },
      extra: 1,
    });
    assert.notEqual(filled['body'], fields.body.default);
    assert.deepEqual(applyDefaults(fields, { flag: false })['flag'], false);
  });
});

describe('destinationOf and hostSummary', () => {
  const fields = {
    host: field.text({ ...name, identity: true, destination: true }),
    port: field.port({ ...name, default: 5432, identity: true, destination: true }),
    database: field.text({ ...name, identity: true }),
    user: field.text({ ...name, identity: true }),
    password: field.secret({ ...name, destination: true, identity: true }),
    more: field.collection({ ...name, fields: { proxy: field.text({ ...name, destination: true }) } }),
  };
  const values = {
    host: 'db.example.com',
    database: 'shop',
    user: 'u',
    password: 'canary',
    more: { proxy: 'http://u:p@proxy' },
  };

  it('answer plain effective values, never secrets', () => {
    assert.deepEqual(destinationOf(fields, values), {
      host: 'db.example.com',
      port: 5432,
      more: { proxy: 'http://proxy' },
    });
    assert.equal(hostSummary(fields, values), 'db.example.com:5432/shop');
  });

  it('say what a URL or a file is in one line', () => {
    const url = { baseUrl: field.text({ ...name, identity: true }) };
    assert.equal(
      hostSummary(url, { baseUrl: 'https://u:p@api.example.com/v1/?token=t#x' }),
      'api.example.com/v1',
    );
    assert.equal(hostSummary(url, { baseUrl: '/data/shop.db' }), '/data/shop.db');
    assert.equal(hostSummary(url, {}), undefined);
    assert.equal(hostSummary({}, { baseUrl: 'x' }), undefined);
  });
});
