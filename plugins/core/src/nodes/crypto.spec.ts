import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { crypto } from './crypto.js';

async function run(parameters: Record<string, unknown>) {
  const { outputs, error } = await runNode(crypto, { parameters, items: [{ v: 'test' }] });
  return { json: outputs.main?.[0], error };
}
const data = async (parameters: Record<string, unknown>) => String((await run(parameters)).json?.data);

describe('Crypto', () => {
  it('hashes as everybody does', async () => {
    const value = '={{ $json.v }}';
    assert.deepEqual((await run({ value, type: 'MD5' })).json, {
      v: 'test',
      data: '098f6bcd4621d373cade4e832627b4f6',
    });
    assert.equal(
      await data({ value: '', type: 'SHA256' }),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    assert.equal(
      await data({ value: '', type: 'SHA3-256' }),
      'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a',
    );
    assert.equal(await data({ value, type: 'SHA1', encoding: 'base64' }), 'qUqP5cyxm6YcTAhz05Hph5gvu9M=');
  });

  it('makes the HMAC of RFC 4231, but none without a key', async () => {
    const given = { action: 'hmac', value: 'what do ya want for nothing?', secret: 'Jefe' };
    assert.equal(await data(given), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
    assert.equal((await run({ ...given, secret: '' })).error?.code, 'parameter-invalid');
  });

  it('signs so that the public key can tell, and says nothing of a key that does not fit', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const given = { action: 'sign', value: '={{ $json.v }}', privateKey: pem, encoding: 'base64' };
    const signed = Buffer.from(await data(given), 'base64');
    assert.ok(verify('RSA-SHA256', Buffer.from('test'), publicKey, signed));
    const { error } = await run({ ...given, privateKey: pem.replace('PRIVATE', 'SECRET') });
    assert.equal(error?.code, 'parameter-invalid');
    assert.ok(!(error?.detail ?? '').includes(pem.slice(40, 60)));
  });

  it('hashes a file', async () => {
    const files = [{ data: { content: 'test', mimeType: 'text/plain' } }];
    const parameters = { binaryData: true, type: 'MD5' };
    const hashed = await runNode(crypto, { parameters, items: [{}], files });
    assert.deepEqual(hashed.outputs.main, [{ data: '098f6bcd4621d373cade4e832627b4f6' }]);
    assert.equal((await run(parameters)).error?.code, 'parameter-invalid');
  });

  it('generates random texts of the length asked for', async () => {
    const make = (generateType: string, stringLength: number) =>
      data({ action: 'generate', generateType, stringLength });
    assert.match(await make('uuid', 32), /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u);
    assert.match(await make('hex', 33), /^[\da-f]{33}$/u);
    assert.match(await make('base64', 50), /^[A-Za-z\d+/]{50}$/u);
    assert.match(await make('ascii', 64), /^[!-~]{64}$/u);
    assert.notEqual(await make('hex', 32), await make('hex', 32));
  });

  it('refuses a length that would fill the memory and a result without a place', async () => {
    for (const parameters of [
      { action: 'generate', generateType: 'hex', stringLength: '={{ 1e9 }}' },
      { action: 'generate', generateType: 'hex', stringLength: '={{ 0 }}' },
      { value: 'x', dataPropertyName: '' },
    ])
      assert.equal((await run(parameters)).error?.code, 'parameter-invalid');
  });

  it('never reaches a prototype', async () => {
    const { json } = await run({ value: 'x', dataPropertyName: '__proto__.polluted' });
    assert.equal(Object.getPrototypeOf(json), Object.prototype);
    assert.equal(({} as { polluted?: string }).polluted, undefined);
  });
});
