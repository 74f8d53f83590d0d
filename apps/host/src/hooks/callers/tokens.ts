import { createPublicKey, type KeyObject } from 'node:crypto';
import type { JsonObject } from '@patchbay/fields';
import { jwtVerify } from 'jose';

export interface TokenKey {
  /** The only one that counts: a token must not choose how it is checked. */
  algorithm: string;
  /** Undefined where there is none, and so nothing can be right. */
  key: KeyObject | Uint8Array | undefined;
}

/** Of the opened credentials of a `jwt_auth` connection. */
export function tokenKeyOf(valueOf: (name: string) => string): TokenKey {
  if (valueOf('keyType') !== 'pemKey') {
    const secret = valueOf('secret');
    // An empty key would let in everybody who signs with it.
    const key = secret === '' ? undefined : new TextEncoder().encode(secret);
    return { algorithm: valueOf('algorithm'), key };
  }
  return {
    algorithm: valueOf('keyAlgorithm'),
    key: publicKeyOf(valueOf('publicKey') || valueOf('privateKey')),
  };
}

/**
 * What a token says that was signed with this key, has begun to be valid and has not expired (RFC 7519). Undefined for
 * anything else, whatever the reason.
 */
export async function claimsOf(
  authorization: string,
  { algorithm, key }: TokenKey,
): Promise<JsonObject | undefined> {
  const [, token] = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/iu.exec(authorization) ?? [];
  if (token === undefined || key === undefined || algorithm === '') return undefined;
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: [algorithm] });
    return payload as JsonObject;
  } catch {
    return undefined;
  }
}

/** Also of a private key: who has that has the other, too. */
function publicKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
