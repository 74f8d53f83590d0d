import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Binding } from './binding.js';
import { hex, readVectors } from './fixtures.spec.support.js';
import { LocalKey } from './local-key.js';
import { sealEnvelope } from './sealing.js';
import { keyIdOf, Vault } from './vault.js';

interface EnvelopeVector {
  name: string;
  masterKey: string;
  keyId: string;
  binding: Binding;
  dataKey: string;
  iv: string;
  wrapIv: string;
  plaintext: string;
  blob: string;
}

const files = { 'patchbay-envelope-1-owners.json': true, 'patchbay-envelope-1.json': false };

for (const [file, isCurrent] of Object.entries(files)) {
  describe(`The published vectors of the envelope in ${file}`, () => {
    const { vectors } = readVectors<{ vectors: EnvelopeVector[] }>(file);

    it('are ten', () => assert.equal(vectors.length, 10));

    for (const vector of vectors) {
      it(`opens: ${vector.name}`, () => {
        const vault = new Vault(keyOf(vector));
        assert.equal(vault.keyId, vector.keyId);
        assert.equal(keyIdOf(hex(vector.blob)), vector.keyId);
        assert.equal(vault.open(hex(vector.blob), vector.binding).toString('hex'), vector.plaintext);
      });

      if (isCurrent)
        it(`is reproduced from the same random values: ${vector.name}`, () => {
          const random = fixed(vector.dataKey, vector.iv);
          const blob = sealEnvelope(keyOf(vector), hex(vector.plaintext), vector.binding, random);
          assert.equal(blob.toString('hex'), vector.blob);
        });
    }
  });
}

function keyOf({ masterKey, wrapIv, name }: EnvelopeVector): LocalKey {
  return new LocalKey(hex(masterKey), { kind: 'env', place: name }, fixed(wrapIv));
}

/** Hands out the given values in their order, each of exactly the size that is asked for. */
function fixed(...values: string[]): (size: number) => Buffer {
  const queue = values.map(hex);
  return (size) => {
    const next = queue.shift();
    assert.ok(next?.length === size);
    return next;
  };
}
