import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, openCredentials, type JsonObject } from '@patchbay/fields';
import { secretTexts } from './secrets.js';

const fields = {
  url: field.text({ displayName: 'URL' }),
  password: field.secret({ displayName: 'Password' }),
  account: field.json({ displayName: 'Account' }),
};
const textsOf = (values: JsonObject) => secretTexts(fields, values, openCredentials(fields, values));

describe('secretTexts', () => {
  it('finds secrets and what stands within secret objects', () => {
    const texts = textsOf({ password: 'pass-word', account: { key: 'inner-key' } });
    assert.ok(texts.includes('pass-word') && texts.includes('inner-key'), String(texts));
  });

  it('finds the password of a URL, as written and as it travels', () => {
    const texts = textsOf({ url: 'https://someone:p%40ss%20word@example.com/' });
    for (const text of ['someone:p%40ss%20word', 'p%40ss%20word', 'p@ss word'])
      assert.ok(texts.includes(text), text);
  });

  it('finds the token of a URL', () => {
    const texts = textsOf({ url: 'https://example.com/hook?token=a%2Fb-token&page=1' });
    assert.ok(texts.includes('a%2Fb-token') && texts.includes('a/b-token'), String(texts));
    assert.ok(!texts.includes('1'));
  });

  it('leaves plain values alone', () => {
    assert.deepEqual(textsOf({ url: 'https://example.com/a:b' }), []);
  });
});
