import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, joinConfig, MASK, maskConfig, splitConfig, type JsonObject } from './index.js';

const name = { displayName: 'X' };
const fields = {
  host: field.text(name),
  baseUrl: field.text(name),
  port: field.port(name),
  password: field.secret(name),
  account: field.json(name),
  ca: field.pem(name),
  headers: field.headers(name),
  token: field.hidden(name),
  grant: field.hidden({ ...name, plain: true }),
  file: field.fileContent(name),
  more: field.collection({ ...name, fields: { proxy: field.text(name), key: field.secret(name) } }),
  rows: field.fixedCollection({
    ...name,
    groups: { row: { displayName: 'Row', fields: { name: field.text(name), value: field.secret(name) } } },
  }),
};

describe('splitConfig', () => {
  const values: JsonObject = {
    host: 'db',
    baseUrl: 'https://u:p@api/?token=t',
    port: 1,
    password: '',
    account: { a: [1] },
    headers: { 'X-Api-Key': 'h', 'a/b~c': 'i' },
    token: 'r',
    grant: 'g',
    file: 'f',
    more: { proxy: 'p', key: 'k' },
    rows: { row: [{ name: 'n', value: 'v' }, { name: 'm' }] },
  };
  const split = splitConfig(fields, values);

  it('leaves only what is known to be plain', () => {
    assert.deepEqual(split.config, {
      host: 'db',
      baseUrl: 'https://api/?token=',
      port: 1,
      headers: {},
      grant: 'g',
      more: { proxy: 'p' },
      rows: { row: [{ name: 'n' }, { name: 'm' }] },
    });
  });

  it('lists the set secrets by pointer, empty ones too', () => {
    assert.deepEqual(split.secretKeys, [
      '/baseUrl/@userinfo',
      '/baseUrl/?token',
      '/password',
      '/account',
      '/headers/X-Api-Key',
      '/headers/a~1b~0c',
      '/token',
      '/file',
      '/more/key',
      '/rows/row/0/value',
    ]);
    assert.deepEqual(split.secrets['headers'], { 'X-Api-Key': 'h', 'a/b~c': 'i' });
    assert.deepEqual(joinConfig(split.config, split.secrets), values);
  });

  it('takes everything of an unknown connector as secret', () => {
    const unknown = splitConfig(undefined, { host: 'db', deep: { a: 1 } });
    assert.deepEqual(unknown, {
      config: {},
      secrets: { host: 'db', deep: { a: 1 } },
      secretKeys: ['/host', '/deep'],
    });
  });

  it('takes an unknown field and a value of the wrong type as secret', () => {
    const odd: JsonObject = {
      passwrd: 'x',
      host: ['x'],
      port: 'x',
      headers: 'x',
      more: ['x'],
      grant: {},
      constructor: 'x',
    };
    assert.deepEqual(splitConfig(fields, odd).config, {});
    const nested = splitConfig(fields, { more: { other: 'x' }, rows: { other: 'x', row: ['x'] } });
    assert.deepEqual(nested.config, { more: {}, rows: { row: [null] } });
  });

  it('takes a private key as secret in whatever plain field it was pasted into', () => {
    const pem = '-----BEGIN RSA PRIVATE KEY-----\nx';
    assert.deepEqual(splitConfig(fields, { ca: pem, host: pem }).config, {});
  });
});

describe('maskConfig', () => {
  it('shows one mask per set secret, whatever its length', () => {
    const { config, secretKeys } = splitConfig(fields, {
      baseUrl: 'https://u:p@api/?token=t',
      password: '',
      account: { a: 1 },
      headers: { 'X-Api-Key': 'long '.repeat(99) },
      rows: { row: [{ name: 'n', value: 'v' }] },
    });
    assert.deepEqual(maskConfig(config, secretKeys), {
      baseUrl: `https://${MASK}@api/?token=${MASK}`,
      password: MASK,
      account: MASK,
      headers: { 'X-Api-Key': MASK },
      rows: { row: [{ name: 'n', value: MASK }] },
    });
  });

  it('masks a stored value that has become secret since', () => {
    assert.deepEqual(maskConfig({ password: 'stored when it was plain' }, [], fields), { password: MASK });
    assert.deepEqual(maskConfig({ host: 'plain' }, ['/host']), { host: MASK });
  });

  it('lets an outer secret cover what lies within it', () => {
    assert.deepEqual(maskConfig({}, ['/a', '/a/b']), { a: MASK });
  });
});
