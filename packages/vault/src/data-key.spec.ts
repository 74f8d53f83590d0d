import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deriveKeys, expand } from './data-key.js';
import { hex } from './fixtures.spec.support.js';

describe('A data key', () => {
  it('expands as in test case 1 of RFC 5869', () => {
    const prk = hex('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
    const okm = Buffer.concat(expand(prk, hex('f0f1f2f3f4f5f6f7f8f9'))).toString('hex', 0, 42);
    assert.equal(okm, '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
  });

  it('yields an encryption key and a commitment that have nothing in common', () => {
    const { encryptionKey, commitment } = deriveKeys(Buffer.alloc(32, 7));
    assert.equal(encryptionKey.length, 32);
    assert.equal(commitment.length, 32);
    assert.notDeepEqual(encryptionKey, commitment);
  });
});
