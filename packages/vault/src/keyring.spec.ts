import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newKey } from './fixtures.spec.support.js';
import { createKeyring } from './keyring.js';
import { LocalKey } from './local-key.js';

const aad = Buffer.from('aad');
const dataKey = Buffer.alloc(32, 1);

describe('A keyring', () => {
  it('is the one provider itself when there is no older term', () => {
    const key = newKey();
    assert.equal(createKeyring(key), key);
  });

  it('wraps under the current term and unwraps under all', () => {
    const [current, older, stranger] = [newKey(), newKey(), newKey()];
    const ring = createKeyring(current, older);
    assert.deepEqual(ring.keyIds, [current.keyId, older.keyId]);
    assert.deepEqual(current.unwrap(ring.keyId, ring.wrap(dataKey, aad), aad), dataKey);
    assert.deepEqual(ring.unwrap(older.keyId, older.wrap(dataKey, aad), aad), dataKey);
    assert.equal(ring.unwrap(stranger.keyId, stranger.wrap(dataKey, aad), aad), undefined);
  });

  it('is as healthy as its weakest term', async () => {
    const health = () => Promise.resolve({ ok: false, detail: 'gone' });
    const gone = new LocalKey(Buffer.alloc(32, 3), { kind: 'file', place: 'old.key', health });
    assert.deepEqual(await createKeyring(newKey(), newKey()).health(), { ok: true });
    assert.deepEqual(await createKeyring(newKey(), gone).health(), { ok: false, detail: 'gone' });
  });
});

describe('A local key', () => {
  it('overwrites the bytes that it was given', () => {
    const bytes = Buffer.alloc(32, 5);
    new LocalKey(bytes, { kind: 'env', place: 'TEST_KEY' });
    assert.deepEqual(bytes, Buffer.alloc(32));
  });

  it('unwraps only what it wrapped, whole and with the same additional data', () => {
    const key = newKey();
    const wrapped = key.wrap(dataKey, aad);
    assert.deepEqual(key.unwrap(key.keyId, wrapped, aad), dataKey);
    assert.equal(key.unwrap(key.keyId, wrapped, Buffer.from('other')), undefined);
    assert.equal(key.unwrap(newKey().keyId, wrapped, aad), undefined);
    for (const cut of [0, 27, 59])
      assert.equal(key.unwrap(key.keyId, wrapped.subarray(0, cut), aad), undefined);
    assert.equal(key.unwrap(key.keyId, Buffer.concat([wrapped, wrapped]), aad), undefined);
  });
});
