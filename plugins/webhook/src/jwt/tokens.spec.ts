import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { isPatchbayError } from '@patchbay/plugin-sdk';
import { openConnector, testConnection } from '@patchbay/plugin-testing';
import { jwtAuth } from './connector.js';

const secret = 'größe-0123456789-0123456789-0123456789';
const { signal } = new AbortController();
const pem = (key: KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

async function sign(config: Record<string, unknown>, claims = {}): Promise<string> {
  const opened = await openConnector(jwtAuth, config);
  try {
    return await opened.capability('jwt').sign(claims, { signal });
  } finally {
    await opened.close();
  }
}

function parts(token: string) {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  return { head: read(head), body: read(body), signed: `${head}.${body}`, signature };
}

describe('The key for JSON Web Tokens', () => {
  it('signs with a secret, as RFC 7515 has it', async () => {
    const { head, body, signed, signature } = parts(await sign({ secret }, { sub: 'ä', iat: 1 }));
    assert.deepEqual(
      [head, body],
      [
        { alg: 'HS256', typ: 'JWT' },
        { sub: 'ä', iat: 1 },
      ],
    );
    assert.equal(signature, createHmac('sha256', secret).update(signed).digest('base64url'));
    const long = parts(await sign({ secret, algorithm: 'HS512' }));
    assert.equal(long.signature, createHmac('sha512', secret).update(long.signed).digest('base64url'));
    assert.equal(typeof (long.body as { iat?: unknown }).iat, 'number');
  });

  it('signs with a private key of each kind, so that the public one can tell', async () => {
    for (const [keyAlgorithm, keys, digest] of [
      ['RS256', rsa, 'SHA256'],
      ['ES256', ec, 'SHA256'],
      ['EdDSA', ed, null],
    ] as const) {
      const config = { keyType: 'pemKey', keyAlgorithm, privateKey: pem(keys.privateKey) };
      const { signed, signature } = parts(await sign(config));
      const key = { key: keys.publicKey, dsaEncoding: 'ieee-p1363' as const };
      assert.ok(verify(digest, Buffer.from(signed), key, Buffer.from(signature, 'base64url')), keyAlgorithm);
    }
  });

  it('says in its test what it can do', async () => {
    const test = async (config: object) => (await testConnection(jwtAuth, { ...config })) as object;
    const both = { publicKey: pem(rsa.publicKey), privateKey: pem(rsa.privateKey) };
    const keyType = 'pemKey';
    assert.match(JSON.stringify(await test({ secret })), /signed and checked/u);
    assert.match(JSON.stringify(await test({ keyType, ...both })), /signed and checked/u);
    assert.match(JSON.stringify(await test({ keyType, publicKey: both.publicKey })), /but not signed/u);
    const others = { ...both, publicKey: pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey) };
    for (const [config, why] of [
      [{ keyType }, /no key/u],
      [{ keyType, ...others }, /public one refuses/u],
      [{ keyType, keyAlgorithm: 'ES256', ...both }, /cannot sign with ES256/u],
      [{ keyType, publicKey: 'none' }, /public key is none/u],
    ] as const) {
      const said = JSON.stringify(await test(config));
      assert.match(said, /authFailed/u);
      assert.match(said, why);
    }
  });

  it('quotes no key that is none, and signs nothing without one', async () => {
    const broken = pem(rsa.privateKey).replace('PRIVATE', 'SECRET');
    for (const config of [
      { keyType: 'pemKey', privateKey: broken },
      { keyType: 'pemKey', publicKey: pem(rsa.publicKey) },
    ])
      await assert.rejects(sign(config), (error) => {
        assert.ok(isPatchbayError(error));
        assert.equal(error.code, 'connect-auth-failed');
        return !JSON.stringify(error.toProblem()).includes(broken.slice(60, 90));
      });
  });
});
