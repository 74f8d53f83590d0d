import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Secret } from '@patchbay/fields';

/** What a caller must show. */
export interface Wanted {
  /** The header in which it is shown, in lower case. */
  header: string;
  /** Browsers know how to ask for a user and a password. */
  isBasic: boolean;
  isRight: (shown: string) => boolean;
}

/** Of the opened credentials of a connection; undefined for a connector that is not for callers. */
export function wantedBy(connectorType: string, credentials: Record<string, unknown>): Wanted | undefined {
  if (connectorType === 'basic_auth') {
    const pair = `${text(credentials['username'])}:${text(credentials['password'])}`;
    return { header: 'authorization', isBasic: true, isRight: (shown) => isSame(decoded(shown), pair) };
  }
  if (connectorType !== 'header_auth') return undefined;
  const value = text(credentials['value']);
  // As it arrives: what stands around a header is no part of it.
  return {
    header: text(credentials['name']).toLowerCase(),
    isBasic: false,
    isRight: (shown) => value !== '' && isSame(shown, value.trim()),
  };
}

/** Of several headers of one name none counts: which of them somebody in between checked is not known. */
export function isShown(headers: IncomingHttpHeaders, { header, isRight }: Wanted): boolean {
  const shown = headers[header];
  return typeof shown === 'string' && isRight(shown);
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
