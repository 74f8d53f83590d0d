import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { decrypt, encrypt } from './aes-gcm.js';
import { hex, readVectors } from './fixtures.spec.support.js';

interface Vector {
  key: string;
  iv: string;
  aad: string;
  plaintext: string;
  ciphertext: string;
  tag: string;
}

interface Wycheproof {
  testGroups: {
    tests: { key: string; iv: string; aad: string; msg: string; ct: string; tag: string; result: string }[];
  }[];
}

describe('AES-256-GCM', () => {
  it('agrees with the 66 Wycheproof vectors of our shape', () => {
    const { testGroups } = readVectors<Wycheproof>('wycheproof-aes-256-gcm.json');
    const tests = testGroups.flatMap((group) => group.tests);
    assert.equal(tests.length, 66);
    assert.ok(tests.some(({ result }) => result === 'invalid'));
    for (const { msg, ct, result, ...test } of tests) {
      check({ ...test, plaintext: msg, ciphertext: ct }, result === 'valid');
    }
  });

  it('agrees with the 375 NIST vectors of our shape', () => {
    const { vectors } = readVectors<{ vectors: (Omit<Vector, 'iv'> & { nonce: string })[] }>(
      'nist-aes-256-gcm.json',
    );
    assert.equal(vectors.length, 375);
    for (const { nonce, ...vector } of vectors) check({ ...vector, iv: nonce }, true);
  });

  it('refuses a right tag that was cut short', () => {
    const [key, iv, aad] = [randomBytes(32), randomBytes(12), Buffer.from('aad')];
    const { ciphertext, tag } = encrypt(key, iv, aad, Buffer.from('plaintext'));
    for (const length of [0, 4, 8, 12, 13, 14, 15]) {
      assert.equal(
        decrypt(key, iv, aad, { ciphertext, tag: tag.subarray(0, length) }),
        undefined,
        `${length} bytes`,
      );
    }
  });
});

function check(vector: Vector, valid: boolean): void {
  const [key, iv, aad, plaintext, ciphertext, tag] = [
    hex(vector.key),
    hex(vector.iv),
    hex(vector.aad),
    hex(vector.plaintext),
    hex(vector.ciphertext),
    hex(vector.tag),
  ];
  assert.deepEqual(decrypt(key, iv, aad, { ciphertext, tag }), valid ? plaintext : undefined);
  const sealed = encrypt(key, iv, aad, plaintext);
  if (valid) assert.deepEqual(sealed, { ciphertext, tag });
  else assert.notDeepEqual(sealed.tag, tag);
}
