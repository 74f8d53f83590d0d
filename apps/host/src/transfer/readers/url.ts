import { derived, type Reading, type ReadValue, valuesOf } from './reading.js';

/**
 * A connection URL, also of JDBC (`jdbc:postgresql://…?user=`) and SQLAlchemy (`postgresql+psycopg2://`).
 * Answers in words when the text is none; they never repeat it.
 */
export function readUrl(text: string, name: string): Reading | string {
  const plain = text.trim().replace(/^jdbc:/i, '');
  const scheme = /^([a-z][a-z0-9]*)(?:\+[a-z0-9_]+)?:\/\//i.exec(plain);
  if (scheme === null) return 'is no URL';
  const kind = (scheme[1] ?? '').toLowerCase();
  const standard = kind + plain.slice(scheme[0].length - 3);
  const url = parse(standard);
  if (typeof url === 'string') return url;
  return { from: 'url', kind, name, host: hostOf(url), values: new Map(partsOf(url, kind)) };
}

export function looksLikeUrl(text: string): boolean {
  return /^(?:jdbc:)?[a-z][a-z0-9+_]*:\/\/\S+$/i.test(text);
}

function parse(text: string): URL | string {
  // What follows a raw / ? or # would be taken for a path, and the start of the password for the host.
  const [authority = '', ...rest] = text.slice(text.indexOf('://') + 3).split(/[/?#]/);
  if (!authority.includes('@') && /^[^@]*:[^@]*[^\d@]/.test(authority) && rest.join('').includes('@'))
    return 'has a password with characters that must be percent-encoded';
  if (!URL.canParse(text)) return 'is a URL that cannot be read: several hosts, or a port that is no number';
  const url = new URL(text);
  for (const part of [url.username, url.password, url.pathname])
    if (decode(part) === undefined) return 'has a percent sign that encodes nothing';
  return url;
}

function partsOf(url: URL, kind: string): [string, ReadValue][] {
  const host = hostOf(url);
  const username = decode(url.username) ?? '';
  const parameters = [...url.searchParams].map(([name, value]): [string, string] => [`query.${name}`, value]);
  const query = parameters.map(([name]) => name);
  const place = ['host', 'port'];
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  const path = (decode(url.pathname) ?? '').replace(/^\//, '');
  const address = `${kind}://${bare.host}${url.pathname === '/' ? '' : url.pathname}`;
  return [
    ...valuesOf({ host, port: portOf(url), path, username, password: decode(url.password) }),
    ...valuesOf(Object.fromEntries(parameters)),
    ...valuesOf({ fragment: url.hash.slice(1) }),
    ...derived('url', bare.href, [...place, 'path', ...query, 'fragment']),
    ...derived('address', address, [...place, 'path']),
    ...derived('origin', `${kind}://${bare.host}`, place),
    ...host.split('.').flatMap((label, index) => derived(`label.${index + 1}`, label, ['host'])),
    ...splitName(username),
  ];
}

/** Poolers take `user.project` for a user name. */
function splitName(username: string): [string, ReadValue][] {
  const dot = username.lastIndexOf('.');
  if (dot < 1) return [];
  return [
    ...derived('usernamePrefix', username.slice(0, dot), ['username']),
    ...derived('usernameSuffix', username.slice(dot + 1), ['username']),
  ];
}

function hostOf({ hostname }: URL): string {
  return decode(hostname.replace(/^\[(.*)\]$/, '$1')) ?? '';
}

function portOf({ port }: URL): number | undefined {
  return port === '' ? undefined : Number(port);
}

/** Undefined for a text that percent-encodes badly. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
