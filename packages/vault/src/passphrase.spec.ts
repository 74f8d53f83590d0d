import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openWithPassphrase, type PassphraseSealed, sealWithPassphrase } from './passphrase.js';

const context = 'a test';
const passphrase = 'correct horse ⚑ battery';

describe('What is sealed with a passphrase', () => {
  let sealed: PassphraseSealed;
  before(async () => {
    sealed = await sealWithPassphrase(Buffer.from('the plaintext'), passphrase, context);
  });

  const refused = (changed: unknown, words = passphrase, where = context) =>
    assert.rejects(openWithPassphrase(changed, words, where), { code: 'passphrase-wrong' });

  it('opens with it, also after a journey through JSON', async () => {
    const again: unknown = JSON.parse(JSON.stringify(sealed));
    assert.equal((await openWithPassphrase(again, passphrase, context)).toString(), 'the plaintext');
  });

  it('shows nothing of the plaintext or the passphrase', () => {
    assert.doesNotMatch(JSON.stringify(sealed), /plaintext|horse/);
  });

  it('opens neither with another passphrase nor as something else', async () => {
    await refused(sealed, `${passphrase} `);
    await refused(sealed, passphrase, 'another');
  });

  it('has a salt and a ciphertext of its own each time', async () => {
    const other = await sealWithPassphrase(Buffer.from('the plaintext'), passphrase, context);
    assert.notEqual(other.kdf.salt, sealed.kdf.salt);
    assert.notEqual(other.ciphertext, sealed.ciphertext);
  });

  it('is refused when any member was changed', async () => {
    const flip = (text: string) => {
      const bytes = Buffer.from(text, 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return bytes.toString('base64');
    };
    for (const member of ['commitment', 'iv', 'ciphertext', 'tag'] as const)
      await refused({ ...sealed, [member]: flip(sealed[member]) });
    await refused({ ...sealed, kdf: { ...sealed.kdf, salt: flip(sealed.kdf.salt) } });
    await refused({ ...sealed, tag: sealed.tag.slice(0, 8) });
  });

  it('is refused before any work when its cost would take the memory of the machine', async () => {
    for (const kdf of [{ n: 2 ** 24 }, { n: 3 }, { r: 1024 }, { p: 1000 }, { n: 0 }, { name: 'none' }])
      await refused({ ...sealed, kdf: { ...sealed.kdf, ...kdf } });
    for (const broken of [null, 7, [], {}, { ...sealed, iv: 7 }]) await refused(broken);
  });
});
