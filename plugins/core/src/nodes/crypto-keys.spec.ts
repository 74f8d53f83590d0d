/* eslint-disable no-restricted-imports -- decrypts what the node made by other means than the node */
import assert from 'node:assert/strict';
import {
  constants,
  createDecipheriv,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  scryptSync,
  verify,
} from 'node:crypto';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { crypto } from './crypto.js';

async function run(parameters: Record<string, unknown>, items = [{ v: 'größe 💶' }]) {
  const { outputs, error } = await runNode(crypto, { parameters, items });
  return { all: (outputs.main ?? []).map(({ data }) => data), error };
}
const data = async (parameters: Record<string, unknown>) => {
  const { all, error } = await run(parameters);
  assert.equal(error, undefined, error?.detail);
  return all[0];
};
const refused = async (parameters: Record<string, unknown>) => {
  const { error } = await run(parameters);
  assert.equal(error?.code, 'parameter-invalid');
  return error?.detail ?? '';
};
const pem = (key: KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
const value = '={{ $json.v }}';
const content = Buffer.from('größe 💶');

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

describe('Crypto with keys', () => {
  it('signs with each algorithm so that OpenSSL can tell, and checks what it signed', async () => {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
    for (const [algorithm, keys, digest, settings] of [
      ['RSA-SHA512', rsa, 'SHA512', {}],
      ['RSA-PSS-SHA256', rsa, 'SHA256', { padding, saltLength }],
      ['ECDSA-SHA384', ec, 'SHA384', { dsaEncoding: 'der' }],
      ['Ed25519', ed, null, {}],
    ] as const) {
      const how = { algorithm, encoding: 'base64url', value };
      const signature = await data({ ...how, action: 'sign', privateKey: pem(keys.privateKey) });
      const bytes = Buffer.from(String(signature), 'base64url');
      assert.ok(verify(digest, content, { key: keys.publicKey, ...settings }, bytes), algorithm);
      const check = { ...how, action: 'verify', publicKey: pem(keys.publicKey) };
      assert.equal(await data({ ...check, signature }), true, algorithm);
      assert.equal(await data({ ...check, signature, value: 'grosse' }), false, algorithm);
      assert.equal(await data({ ...check, signature: '' }), false, algorithm);
    }
  });

  it('writes signatures of elliptic curves as JWT has them, too', async () => {
    const how = { algorithm: 'ECDSA-SHA256', signatureFormat: 'ieee-p1363', value };
    const signature = await data({ ...how, action: 'sign', privateKey: pem(ec.privateKey) });
    assert.equal(String(signature).length, 128);
    const check = { ...how, action: 'verify', publicKey: pem(ec.publicKey), signature };
    assert.equal(await data(check), true);
    assert.equal(await data({ ...check, signatureFormat: 'der' }), false);
  });

  it('signs a file piece by piece, and with Ed25519 as a whole', async () => {
    const files = [{ data: { content, mimeType: 'text/plain' } }];
    for (const [algorithm, digest] of [
      ['RSA-SHA256', 'SHA256'],
      ['Ed25519', null],
    ] as const) {
      const { privateKey, publicKey } = digest === null ? ed : rsa;
      const parameters = { action: 'sign', algorithm, binaryData: true, privateKey: pem(privateKey) };
      const { outputs } = await runNode(crypto, { parameters, items: [{}], files });
      const signature = Buffer.from(String(outputs.main?.[0]?.data), 'hex');
      assert.ok(verify(digest, content, publicKey, signature), algorithm);
    }
  });

  it('takes no key of another kind, and says nothing of it', async () => {
    const key = pem(ec.privateKey);
    for (const [parameters, side] of [
      [{ action: 'sign', algorithm: 'RSA-SHA256', privateKey: key }, 'private'],
      [{ action: 'sign', algorithm: 'ECDSA-SHA256', privateKey: pem(ec.publicKey) }, 'private'],
      [{ action: 'sign', algorithm: 'Ed25519' }, 'private'],
      [{ action: 'verify', algorithm: 'Ed25519', publicKey: key }, 'public'],
    ] as const) {
      const said = await refused({ ...parameters, value });
      assert.match(said, new RegExp(`is not a ${side} key for this algorithm`, 'u'));
      assert.ok(!said.includes(key.slice(40, 60)));
    }
  });

  describe('encrypts', () => {
    const how = { encryptionKey: 'a long passphrase', encoding: 'base64' };
    const open = (key: Buffer, sealed: Buffer) => {
      const aes = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      aes.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([aes.update(sealed.subarray(12, -16)), aes.final()]);
    };

    it('by a passphrase, each text unlike any other, so that who knows the layout can decrypt', async () => {
      const { all } = await run({ action: 'encrypt', text: value, ...how }, [{ v: 'same' }, { v: 'same' }]);
      assert.equal(new Set(all).size, 2);
      for (const each of all) {
        const bytes = Buffer.from(String(each), 'base64');
        const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
        const key = scryptSync(how.encryptionKey, bytes.subarray(1, 17), 32, cost);
        assert.equal(bytes[0], 1);
        assert.equal(open(key, bytes.subarray(17)).toString(), 'same');
        assert.equal(await data({ action: 'decrypt', text: each, ...how }), 'same');
      }
    });

    it('by a key of 32 bytes in either encoding', async () => {
      const key = Buffer.alloc(32, 7);
      const inHex = { keyKind: 'hex', encryptionKey: key.toString('hex') };
      const sealed = await data({ action: 'encrypt', text: value, ...inHex });
      assert.deepEqual(open(key, Buffer.from(String(sealed), 'hex')), content);
      const inBase64 = { keyKind: 'base64', encryptionKey: key.toString('base64') };
      assert.equal(await data({ action: 'decrypt', text: sealed, ...inBase64 }), content.toString());
      for (const encryptionKey of ['', 'ab'.repeat(31), 'no hex'])
        assert.match(
          await refused({ action: 'encrypt', text: value, keyKind: 'hex', encryptionKey }),
          /"encryptionKey" is not 32 bytes/u,
        );
    });

    it('nothing without a passphrase, and decrypts nothing that was changed', async () => {
      assert.match(await refused({ action: 'encrypt', text: 'x' }), /"encryptionKey" is empty/u);
      const sealed = Buffer.from(String(await data({ action: 'encrypt', text: value, ...how })), 'base64');
      for (const at of [0, 1, 17, 30, sealed.length - 1]) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const text = changed.toString('base64');
        assert.match(
          await refused({ action: 'decrypt', text, ...how }),
          /cannot be decrypted/u,
          `byte ${at}`,
        );
      }
      // Without a length of the tag a part of it would do.
      const text = sealed.subarray(0, -12).toString('base64');
      assert.match(await refused({ action: 'decrypt', text, ...how }), /cannot be decrypted/u);
      const other = { ...how, encryptionKey: 'another passphrase' };
      const said = await refused({ action: 'decrypt', text: sealed.toString('base64'), ...other });
      assert.match(said, /cannot be decrypted/u);
      assert.ok(!said.includes('passphrase'));
    });

    it('for who has the private key', async () => {
      const mode = { mode: 'asymmetric', encoding: 'base64' };
      const forThem = { ...mode, action: 'encrypt', recipientKey: pem(rsa.publicKey) };
      const sealed = await data({ ...forThem, text: value });
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      const opened = privateDecrypt(
        { key: rsa.privateKey, padding, oaepHash: 'sha256' },
        Buffer.from(String(sealed), 'base64'),
      );
      assert.deepEqual(opened, content);
      const back = { ...mode, action: 'decrypt', decryptionKey: pem(rsa.privateKey) };
      assert.equal(await data({ ...back, text: sealed }), content.toString());
      assert.match(await refused({ ...back, text: 'AAAA' }), /cannot be decrypted/u);
      assert.match(await refused({ ...forThem, text: 'x'.repeat(191) }), /190 bytes/u);
      assert.match(await refused({ ...forThem, recipientKey: 'none', text: 'x' }), /not a public RSA key/u);
    });
  });
});
