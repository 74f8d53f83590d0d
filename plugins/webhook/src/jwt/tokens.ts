import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  type Credentials,
  type JsonObject,
  type JwtCapability,
  PatchbayError,
  type TestResult,
} from '@patchbay/plugin-sdk';
import type { fields } from './fields.js';

export interface Tokens extends JwtCapability {
  check(): Promise<TestResult>;
}

type Key = KeyObject | Uint8Array;

interface Keys {
  algorithm: string;
  signing: Key | undefined;
  checking: Key | undefined;
}

/** @throws PatchbayError `connect-auth-failed` for a key that is none, which it never quotes */
export async function openTokens(credentials: Credentials<typeof fields>): Promise<Tokens> {
  const keys = keysOf(credentials);
  const { SignJWT, jwtVerify } = await import('jose');
  const sign = async (claims: JsonObject): Promise<string> => {
    if (keys.signing === undefined)
      throw new PatchbayError('connect-auth-failed', 'The connection has no private key to sign with.');
    // Whoever checks it may want to know how old it is.
    const token = new SignJWT({ iat: Math.floor(Date.now() / 1_000), ...claims });
    try {
      return await token.setProtectedHeader({ alg: keys.algorithm, typ: 'JWT' }).sign(keys.signing);
    } catch {
      // What the library says may quote the key.
      throw new PatchbayError('connect-auth-failed', `The key cannot sign with ${keys.algorithm}.`);
    }
  };
  return {
    sign,
    async check() {
      const { signing, checking, algorithm } = keys;
      if (checking === undefined) throw new PatchbayError('connect-auth-failed', 'There is no key.');
      if (signing === undefined) return { ok: true, message: 'Tokens can be checked, but not signed' };
      const token = await sign({});
      try {
        await jwtVerify(token, checking, { algorithms: [algorithm] });
      } catch {
        throw new PatchbayError('connect-auth-failed', 'What the private key signs, the public one refuses.');
      }
      return { ok: true, message: 'Tokens can be signed and checked' };
    },
  };
}

function keysOf(credentials: Credentials<typeof fields>): Keys {
  const { keyType, algorithm, keyAlgorithm, secret, publicKey = '', privateKey } = credentials;
  if (keyType === 'passphrase') {
    const key = new TextEncoder().encode(secret?.reveal() ?? '');
    // Anybody could sign with an empty one.
    if (key.length === 0) throw new PatchbayError('connect-auth-failed', 'The connection has no secret.');
    return { algorithm, signing: key, checking: key };
  }
  const pem = privateKey?.reveal() ?? '';
  const signing = pem === '' ? undefined : readKey('private', () => createPrivateKey(pem));
  const checking =
    publicKey === ''
      ? signing && createPublicKey(signing)
      : readKey('public', () => createPublicKey(publicKey));
  return { algorithm: keyAlgorithm, signing, checking };
}

function readKey(side: 'private' | 'public', read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    throw new PatchbayError(
      'connect-auth-failed',
      `The ${side} key is none, as a PEM text without a passphrase.`,
    );
  }
}
