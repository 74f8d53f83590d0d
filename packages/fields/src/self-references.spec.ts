import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPatchbayError } from '@patchbay/errors';
import { field } from './builders.js';
import { destinationOf } from './destination.js';
import { mergeConfig } from './merge.js';
import { openCredentials } from './open-credentials.js';
import { validate } from './validate.js';

const fields = {
  host: field.text({
    displayName: 'Host',
    required: true,
    destination: true,
    pattern: { regex: '^[^/\\s]+$', message: 'A host name' },
  }),
  region: field.text({ displayName: 'Region', default: 'eu' }),
  shard: field.number({ displayName: 'Shard' }),
  password: field.secret({ displayName: 'Password' }),
};
const host = '=db{{ $self.shard }}.{{ $self["region"] }}.example.com';
const details = (values: Record<string, unknown>) => validate(fields, values).map(({ pointer }) => pointer);

describe('expressions in the fields of a connection', () => {
  it('take other fields and their defaults', () => {
    assert.deepEqual(validate(fields, { host, shard: 7 }), []);
    assert.equal(openCredentials(fields, { host, shard: 7 }).host, 'db7.eu.example.com');
  });

  it('are checked as the text that they give', () => {
    assert.deepEqual(details({ host: '={{ $self.region }}', region: 'a/b' }), ['/host']);
  });

  it('cannot read secrets, unknown fields, missing values or other expressions', () => {
    const values = { password: 'hidden', region: '={{ $self.shard }}', shard: 1 };
    for (const read of ['password', 'nothing', '__proto__', 'constructor', 'region']) {
      assert.deepEqual(details({ ...values, host: `={{ $self.${read} }}` }), ['/host'], read);
      assert.equal(
        openCredentials(fields, { ...values, host: `={{ $self.${read} }}` }).host,
        `{{ $self.${read} }}`,
      );
    }
    assert.deepEqual(details({ host }), ['/host'], 'the shard has no value');
  });

  it('are reads and no code', () => {
    for (const code of ['$self.shard + 1', 'process.env', '(() => 1)()', '$self.region.length']) {
      assert.deepEqual(details({ host: `={{ ${code} }}`, shard: 1 }), ['/host'], code);
    }
  });

  it('leave secrets and other texts that begin with = as they are', () => {
    const opened = openCredentials(fields, { host: '=x', password: '={{ $self.region }}' });
    assert.equal(opened.host, '=x');
    assert.equal((opened.password as { reveal(): string }).reveal(), '={{ $self.region }}');
  });

  it('hold no password of a URL, because they are stored readable', () => {
    const url = { url: field.text({ displayName: 'URL' }), region: fields.region };
    assert.deepEqual(validate(url, { url: '=https://{{ $self.region }}.example.com/' }), []);
    for (const text of [
      '=https://me:word@{{ $self.region }}/',
      '=https://{{ $self.region }}/?token=abcdef',
    ]) {
      assert.equal(validate(url, { url: text }).length, 1, text);
    }
  });

  it('ask for the secrets again when a field that they read leads elsewhere', () => {
    const stored = { config: { host, shard: 7 }, secretKeys: ['/password'] };
    assert.deepEqual(destinationOf(fields, stored.config), { host: 'db7.eu.example.com' });
    for (const patch of [{ shard: 8 }, { region: 'evil.example.net/' }]) {
      assert.throws(
        () => mergeConfig({ fields, stored, patch }),
        (error) => {
          return isPatchbayError(error) && error.code === 'secret-reentry-required';
        },
      );
    }
    assert.deepEqual(mergeConfig({ fields, stored, patch: { region: 'eu' } }).changedDestination, []);
  });
});
