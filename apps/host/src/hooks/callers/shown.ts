import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type JsonObject, Secret } from '@patchbay/fields';
import { claimsOf, tokenKeyOf } from './tokens.js';

/** What a caller must show. */
export interface Wanted {
  kind: 'basic' | 'header' | 'jwt';
  /** The header in which it is shown, in lower case. */
  header: string;
  /** Undefined for what is not right. */
  read: (shown: string) => Shown | undefined | Promise<Shown | undefined>;
}

/** What is right; a token also says something. */
export interface Shown {
  claims?: JsonObject;
}

/** Of the opened credentials of a connection; undefined for a connector that is not for callers. */
export function wantedBy(connectorType: string, credentials: Record<string, unknown>): Wanted | undefined {
  if (connectorType === 'basic_auth') {
    const pair = `${text(credentials['username'])}:${text(credentials['password'])}`;
    const read = (shown: string) => (isSame(decoded(shown), pair) ? {} : undefined);
    return { kind: 'basic', header: 'authorization', read };
  }
  if (connectorType === 'jwt_auth') {
    const key = tokenKeyOf((name) => text(credentials[name]));
    const read = async (shown: string) => {
      const claims = await claimsOf(shown, key);
      return claims && { claims };
    };
    return { kind: 'jwt', header: 'authorization', read };
  }
  if (connectorType !== 'header_auth') return undefined;
  const value = text(credentials['value']);
  // As it arrives: what stands around a header is no part of it.
  return {
    kind: 'header',
    header: text(credentials['name']).toLowerCase(),
    read: (shown) => (value !== '' && isSame(shown, value.trim()) ? {} : undefined),
  };
}

/** Of several headers of one name none counts: which of them somebody in between checked is not known. */
export async function readShown(
  headers: IncomingHttpHeaders,
  { header, read }: Wanted,
): Promise<Shown | undefined> {
  const shown = headers[header];
  return typeof shown === 'string' ? await read(shown) : undefined;
}

/** The pair of user and password; the scheme is written in any case. */
function decoded(authorization: string): string | undefined {
  const [, encoded] = /^basic +([a-z0-9+/]+={0,2})$/iu.exec(authorization) ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}

// Digests are as long as one another, so how long it takes tells neither the length nor how much of it was right.
function isSame(shown: string | undefined, wanted: string): boolean {
  return shown !== undefined && timingSafeEqual(digest(shown), digest(wanted));
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

function text(value: unknown): string {
  const given: unknown = value instanceof Secret ? value.reveal() : value;
  return typeof given === 'string' ? given : '';
}
