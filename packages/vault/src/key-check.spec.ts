import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newKey, refused } from './fixtures.spec.support.js';
import { createKeyCheck, verifyKeyCheck } from './key-check.js';
import { createKeyring } from './keyring.js';
import { Vault } from './vault.js';

const key = newKey();
const vault = new Vault(key);
const check = createKeyCheck(vault, 'instance-1');

describe('The key check', () => {
  it('accepts the key that made it, also as an older term and after JSON', () => {
    verifyKeyCheck(vault, 'instance-1', JSON.parse(JSON.stringify(check)));
    verifyKeyCheck(new Vault(createKeyring(newKey(), key)), 'instance-1', check);
  });

  it('names both fingerprints and every place for a wrong key', () => {
    const wrong = new Vault(newKey());
    const lookedAt = ['PATCHBAY_MASTER_KEY', '~/.config/patchbay/master.key'];
    const { message } = refused('key-mismatch', () => verifyKeyCheck(wrong, 'instance-1', check, lookedAt));
    for (const part of [check.keyId, wrong.keyId, ...lookedAt, 'Bring back'])
      assert.ok(message.includes(part), message);
  });

  it('refuses a wrong key that wears the right fingerprint', () => {
    const wrong = new Vault(newKey());
    refused('key-mismatch', () => verifyKeyCheck(wrong, 'instance-1', { ...check, keyId: wrong.keyId }));
  });

  it('refuses the check of another instance and a check that was changed', () => {
    refused('key-mismatch', () => verifyKeyCheck(vault, 'instance-2', check));
    const sealed = `A${check.sealed.slice(1)}`;
    refused('key-mismatch', () => verifyKeyCheck(vault, 'instance-1', { ...check, sealed }));
  });

  it('says that a check is no check', () => {
    for (const damaged of [undefined, null, 'text', {}, { ...check, keyId: 'x' }, { keyId: check.keyId }]) {
      refused('key-invalid', () => verifyKeyCheck(vault, 'instance-1', damaged));
    }
  });
});
