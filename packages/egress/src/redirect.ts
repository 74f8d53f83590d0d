import { PatchbayError } from '@patchbay/errors';

import { refused } from './problems.js';
import type { EgressRequestInit } from './types.js';
import { checkedUrl } from './url.js';

/** One request of an exchange; a redirect makes the next. Header names are in lower case. */
export interface Hop {
  url: URL;
  method: string;
  headers: Record<string, string | string[]>;
  body: EgressRequestInit['body'];
  tls: EgressRequestInit['tls'];
}

/** The request that a redirect asks for, stripped of what the next server must not see; undefined if it is none. */
export function nextHop(
  hop: Hop,
  status: number,
  location: string | undefined,
  secretHeaders: readonly string[],
): Hop | undefined {
  if (!redirectStatuses.has(status) || location === undefined) return undefined;
  const url = nextUrl(location, hop.url);
  const becomesGet = status === 303 ? hop.method !== 'HEAD' : status < 303 && hop.method === 'POST';
  const next: Hop = becomesGet
    ? { ...hop, url, method: 'GET', body: undefined, headers: without(hop.headers, bodyHeaders) }
    : { ...hop, url };
  return url.origin === hop.url.origin ? next : crossOrigin(next, secretHeaders);
}

/** Another origin gets no credential: a server could else harvest it by redirecting to one of its own. */
function crossOrigin(hop: Hop, secretHeaders: readonly string[]): Hop {
  if (hop.body !== undefined) {
    throw refused(
      `The server redirected the request to ${hop.url.host}; its body is not sent to another origin. Use that address directly if it is right.`,
    );
  }
  const headers = without(
    hop.headers,
    new Set([...credentialHeaders, ...secretHeaders.map((name) => name.toLowerCase())]),
  );
  // The CA only decides whom to trust; client certificate, server name and a switched-off check were for one server.
  return { ...hop, headers, tls: hop.tls?.ca === undefined ? undefined : { ca: hop.tls.ca } };
}

function nextUrl(location: string, base: URL): URL {
  if (!URL.canParse(location, base.href)) {
    throw new PatchbayError('connect-protocol', `${base.host} redirected to something that is not a URL.`);
  }
  return checkedUrl(new URL(location, base));
}

function without(headers: Hop['headers'], names: ReadonlySet<string>): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name)));
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const credentialHeaders = ['authorization', 'cookie', 'proxy-authorization', 'host'];
const bodyHeaders = new Set([
  'content-type',
  'content-encoding',
  'content-language',
  'content-location',
  'content-length',
]);
