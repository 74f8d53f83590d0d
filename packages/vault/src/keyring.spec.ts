import assert from 'node:assert/strict';
import { createDecipheriv, createHmac } from 'node:crypto';
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
    assert.deepEqual(current.unwrap(ring.keyId, ring.wrap(dataKey, aad, 'a'), aad, 'a'), dataKey);
    assert.deepEqual(ring.unwrap(older.keyId, older.wrap(dataKey, aad, 'a'), aad, 'a'), dataKey);
    assert.equal(ring.unwrap(stranger.keyId, stranger.wrap(dataKey, aad, 'a'), aad, 'a'), undefined);
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

  it('wraps for each owner under a key of its own', () => {
    const bytes = Buffer.alloc(32, 7);
    const key = new LocalKey(Buffer.from(bytes), { kind: 'env', place: 'TEST_KEY' });
    const wrapped = key.wrap(dataKey, aad, 'a');
    assert.equal(key.unwrap(key.keyId, wrapped, aad, 'b'), undefined);
    // Nor does the master key itself open it.
    assert.equal(key.unwrap(key.keyId, wrapped.subarray(1), aad, 'a'), undefined);
    // As HKDF says, of which RFC 5869 calls this the expand step.
    const info = Buffer.concat([Buffer.from('patchbay wrapping key of an owner 1: a'), Buffer.from([1])]);
    const own = createHmac('sha256', bytes).update(info).digest();
    const open = createDecipheriv('aes-256-gcm', own, wrapped.subarray(1, 13), { authTagLength: 16 });
    open.setAAD(aad).setAuthTag(wrapped.subarray(-16));
    assert.deepEqual(Buffer.concat([open.update(wrapped.subarray(13, -16)), open.final()]), dataKey);
  });

  it('keeps the keys of many owners apart, however many there were', () => {
    const key = newKey();
    const wrapped = key.wrap(dataKey, aad, 'first');
    for (let n = 0; n < 1_200; n += 1) key.wrap(dataKey, aad, `owner-${n}`);
    assert.deepEqual(key.unwrap(key.keyId, wrapped, aad, 'first'), dataKey);
  });

  it('unwraps only what it wrapped, whole and with the same additional data', () => {
    const key = newKey();
    const wrapped = key.wrap(dataKey, aad, 'a');
    assert.deepEqual(key.unwrap(key.keyId, wrapped, aad, 'a'), dataKey);
    assert.equal(key.unwrap(key.keyId, wrapped, Buffer.from('other'), 'a'), undefined);
    assert.equal(key.unwrap(newKey().keyId, wrapped, aad, 'a'), undefined);
    for (const cut of [0, 27, 59, 60])
      assert.equal(key.unwrap(key.keyId, wrapped.subarray(0, cut), aad, 'a'), undefined);
    assert.equal(key.unwrap(key.keyId, Buffer.concat([wrapped, wrapped]), aad, 'a'), undefined);
  });
});
