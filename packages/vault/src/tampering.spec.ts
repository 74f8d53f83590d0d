import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Problem } from '@patchbay/errors';
import type { Binding } from './binding.js';
import { encodeEnvelope } from './envelope.js';
import { newKey, refused, someBinding } from './fixtures.spec.support.js';
import { parse } from './sealing.js';
import { Vault } from './vault.js';

const vault = new Vault(newKey());

const moves: { [part in keyof Binding]: (index: number) => Binding[part] } = {
  instance: (index) => `instance-${index}`,
  project: (index) => `project-${index}`,
  table: (index) => `table-${index}`,
  record: (index) => `record-${index}`,
  column: (index) => `column-${index}`,
  connectorType: (index) => `connector-${index}`,
  version: (index) => index,
};

describe('A blob in the wrong place', () => {
  for (const [part, value] of Object.entries(moves)) {
    it(`is refused for every pair of 50 records that differ in ${part} only`, () => {
      const bindings = Array.from({ length: 50 }, (_, index) => ({ ...someBinding, [part]: value(index) }));
      const records = bindings.map((binding) => ({
        binding,
        blob: vault.seal(Buffer.from('s3cr3t'), binding),
      }));
      const openings = records.flatMap(({ blob }) =>
        records.map(({ binding }) => openOrRefusal(blob, binding)),
      );
      assert.equal(openings.filter((answer) => answer === 's3cr3t').length, 50);
      assertOneRefusal(
        openings.filter((answer) => answer !== 's3cr3t'),
        50 * 49,
      );
    });
  }

  it('cannot take the wrapped key of another record along', () => {
    const there = { ...someBinding, record: 'record-2' };
    const [mine, theirs] = [
      vault.seal(Buffer.from('mine'), someBinding),
      vault.seal(Buffer.from('theirs'), there),
    ];
    const { wrapped, commitment, keyId } = parse(theirs);
    const mixed = encodeEnvelope({ ...parse(mine), wrapped, commitment, keyId });
    for (const binding of [someBinding, there]) refused('open-failed', () => vault.open(mixed, binding));
  });
});

describe('A damaged blob', () => {
  const blobs = Array.from({ length: 20 }, (_, index) => vault.seal(randomBytes(index * 3), someBinding));

  it('is refused with one and the same answer whichever bit is flipped', () => {
    const refusals = blobs.flatMap((blob) =>
      Array.from({ length: blob.length * 8 }, (_, bit) => {
        const flipped = Buffer.from(blob);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return openOrRefusal(flipped, someBinding);
      }),
    );
    assertOneRefusal(
      refusals,
      blobs.reduce((sum, blob) => sum + blob.length * 8, 0),
    );
  });

  it('is refused with the same answer wherever it is cut off', () => {
    const blob = vault.seal(Buffer.from('s3cr3t'), someBinding);
    const fromEnd = Array.from({ length: blob.length }, (_, length) => blob.subarray(0, length));
    const fromStart = Array.from({ length: blob.length }, (_, length) => blob.subarray(length + 1));
    const refusals = [...fromEnd, ...fromStart].map((cut) => openOrRefusal(cut, someBinding));
    assertOneRefusal(refusals, blob.length * 2);
  });

  it('is refused with the same answer when bytes were added', () => {
    const refusals = blobs.flatMap((blob) =>
      [
        Buffer.concat([blob, Buffer.alloc(1)]),
        Buffer.concat([Buffer.alloc(1), blob]),
        Buffer.concat([blob, blob]),
      ].map((longer) => openOrRefusal(longer, someBinding)),
    );
    assertOneRefusal(refusals, 60);
  });

  it('is refused with the same answer whatever length it claims for its wrapped key', () => {
    const blob = vault.seal(Buffer.from('s3cr3t'), someBinding);
    const lengths = Array.from({ length: 2 ** 16 }, (_, length) => length).filter((length) => length !== 61);
    const refusals = lengths.map((length) => {
      blob.writeUInt16BE(length, 22);
      return openOrRefusal(blob, someBinding);
    });
    assertOneRefusal(refusals, 65_535);
  });
});

describe('The key commitment', () => {
  it('refuses a commitment that belongs to another data key', () => {
    const [one, other] = [1, 2].map(() => parse(vault.seal(Buffer.from('s3cr3t'), someBinding)));
    assert.ok(one && other);
    const mixed = encodeEnvelope({ ...one, commitment: other.commitment });
    refused('open-failed', () => vault.open(mixed, someBinding));
  });
});

function openOrRefusal(blob: Uint8Array, binding: Binding): string | Problem {
  try {
    return vault.open(blob, binding).toString();
  } catch (error) {
    return refused('open-failed', () => {
      throw error;
    }).toProblem();
  }
}

function assertOneRefusal(refusals: (string | Problem)[], count: number): void {
  assert.equal(refusals.length, count);
  assert.deepEqual(
    new Set(refusals.map((refusal) => JSON.stringify(refusal))),
    new Set([JSON.stringify(theRefusal)]),
  );
}

const theRefusal = refused('open-failed', () => vault.open(Buffer.alloc(0), someBinding)).toProblem();
