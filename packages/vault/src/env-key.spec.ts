import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { openEnvKey } from './env-key.js';
import { refused } from './fixtures.spec.support.js';
import { formatKey } from './key-text.js';
import { fingerprint } from './local-key.js';

const source = 'PATCHBAY_MASTER_KEY';
// Bytes whose base64 has both of the characters in which base64url differs.
const key = Buffer.concat([Buffer.from('fbefbefffff0', 'hex'), randomBytes(26)]);

describe('The key from the environment', () => {
  it('reads base64, base64url, hex and the line of a key file', () => {
    const texts = [
      key.toString('base64'),
      key.toString('base64url'),
      key.toString('hex'),
      key.toString('hex').toUpperCase(),
      formatKey(key),
      `  ${formatKey(key)}\n`,
    ];
    for (const text of texts) {
      const provider = openEnvKey({ text, source });
      assert.deepEqual([provider.keyId, provider.kind, provider.place], [fingerprint(key), 'env', source]);
    }
  });

  it('names the source when there is nothing', () => {
    for (const text of [undefined, '', ' \n']) {
      assert.match(refused('key-missing', () => openEnvKey({ text, source })).message, /PATCHBAY_MASTER_KEY/);
    }
  });

  it('refuses everything else without showing it', () => {
    const wrong = [
      'correct horse battery staple',
      key.toString('base64').slice(0, -4),
      randomBytes(31).toString('hex'),
      randomBytes(33).toString('hex'),
      `${key.toString('hex')}g`,
      `${key.toString('base64').slice(0, 20)} ${key.toString('base64').slice(20)}`,
      formatKey(randomBytes(16)),
      formatKey(key).replace('key-1', 'key-2'),
    ];
    for (const text of wrong) {
      const { message } = refused('key-invalid', () => openEnvKey({ text, source }));
      assert.ok(
        message.includes(source) && !message.includes(text.slice(0, 12).replace('patchbay-key', '?')),
        message,
      );
    }
  });
});
