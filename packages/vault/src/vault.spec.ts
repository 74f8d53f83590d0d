import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { parseEnvelope } from './envelope.js';
import { newKey, refused, someBinding } from './fixtures.spec.support.js';
import type { KeyProvider } from './key-provider.js';
import { createKeyring } from './keyring.js';
import { keyIdOf, Vault } from './vault.js';

describe('A vault', () => {
  it('opens what it sealed, the empty text and 1 MiB included', () => {
    const vault = new Vault(newKey());
    for (const plaintext of [Buffer.alloc(0), Buffer.from('s3cr3t'), randomBytes(2 ** 20)]) {
      const blob = vault.seal(plaintext, someBinding);
      assert.equal(blob.length, plaintext.length + 145);
      assert.deepEqual(vault.open(blob, someBinding), plaintext);
    }
  });

  it('opens a blob that lies anywhere in a larger buffer', () => {
    const vault = new Vault(newKey());
    const blob = vault.seal(Buffer.from('s3cr3t'), someBinding);
    const larger = new Uint8Array(Buffer.concat([randomBytes(5), blob, randomBytes(5)]));
    assert.equal(vault.open(larger.subarray(5, -5), someBinding).toString(), 's3cr3t');
  });

  it('takes a fresh data key and fresh IVs for each of 10,000 seals', () => {
    const seen = { dataKeys: new Set<string>(), ivs: new Set<string>(), wrapIvs: new Set<string>() };
    const vault = new Vault(watched(newKey(), (dataKey) => seen.dataKeys.add(dataKey.toString('hex'))));
    for (let count = 0; count < 10_000; count++) {
      const envelope = parseEnvelope(vault.seal(Buffer.from('same'), someBinding));
      seen.ivs.add(Buffer.from(envelope?.iv ?? []).toString('hex'));
      seen.wrapIvs.add(Buffer.from(envelope?.wrapped ?? []).toString('hex', 0, 12));
    }
    assert.deepEqual([seen.dataKeys.size, seen.ivs.size, seen.wrapIvs.size], [10_000, 10_000, 10_000]);
  });

  it('overwrites data keys after use, when opening fails too', () => {
    const used: Buffer[] = [];
    const vault = new Vault(watched(newKey(), (dataKey) => used.push(dataKey)));
    const blob = vault.seal(Buffer.from('s3cr3t'), someBinding);
    vault.open(blob, someBinding);
    vault.rewrap(blob, someBinding);
    const damaged = Buffer.from(blob);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    refused('open-failed', () => vault.open(damaged, someBinding));
    assert.equal(used.length, 4);
    for (const dataKey of used) assert.deepEqual(dataKey, Buffer.alloc(32));
  });

  it('names the missing key only when asked', () => {
    const [sealer, other] = [new Vault(newKey()), new Vault(newKey())];
    const blob = sealer.seal(Buffer.from('s3cr3t'), someBinding);
    assert.equal(keyIdOf(blob), sealer.keyId);
    refused('open-failed', () => other.open(blob, someBinding));
    const { message } = refused('key-missing', () => other.requireKeyOf(blob));
    assert.ok(message.includes(sealer.keyId) && message.includes('TEST_KEY'), message);
    sealer.requireKeyOf(blob);
    refused('open-failed', () => keyIdOf(Buffer.from('no envelope')));
  });
});

describe('Rewrapping', () => {
  const [oldKey, newTerm] = [newKey(), newKey()];
  const before = new Vault(oldKey);
  const during = new Vault(createKeyring(newTerm, oldKey));
  const after = new Vault(newTerm);
  const blob = before.seal(Buffer.from('s3cr3t'), someBinding);

  it('keeps the data ciphertext and opens under the new term only', () => {
    const moved = during.rewrap(blob, someBinding);
    assert.deepEqual([keyIdOf(blob), keyIdOf(moved)], [oldKey.keyId, newTerm.keyId]);
    const [was, is] = [parseEnvelope(blob), parseEnvelope(moved)];
    for (const part of ['commitment', 'iv', 'ciphertext', 'tag'] as const)
      assert.deepEqual(is?.[part], was?.[part]);
    assert.equal(after.open(moved, someBinding).toString(), 's3cr3t');
    refused('open-failed', () => before.open(moved, someBinding));
  });

  it('leaves a record alone that is on the current term already', () => {
    const moved = during.rewrap(blob, someBinding);
    assert.deepEqual(during.rewrap(moved, someBinding), moved);
  });

  it('refuses a record that does not open, so that its old key is not retired', () => {
    const damaged = Buffer.from(blob);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    refused('open-failed', () => during.rewrap(damaged, someBinding));
    refused('open-failed', () => during.rewrap(blob, { ...someBinding, record: 'record-2' }));
  });
});

/** The provider itself, with a look at each data key that passes through it. */
function watched(keys: KeyProvider, see: (dataKey: Buffer) => void): KeyProvider {
  const look = (dataKey: Buffer | undefined) => {
    if (dataKey !== undefined) see(dataKey);
    return dataKey;
  };
  return {
    kind: keys.kind,
    place: keys.place,
    keyId: keys.keyId,
    keyIds: keys.keyIds,
    wrap: (dataKey, aad, owner) => {
      see(dataKey as Buffer);
      return keys.wrap(dataKey, aad, owner);
    },
    unwrap: (keyId, wrapped, aad, owner) => look(keys.unwrap(keyId, wrapped, aad, owner)),
    health: () => keys.health(),
  };
}
