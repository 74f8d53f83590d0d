import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const sessionCookie = 'patchbay_session';
export const csrfHeader = 'x-patchbay-csrf';

/** 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Begins with our name, so that scanners for leaked secrets know what they have found. */
export function newApiToken(): string {
  return `${apiTokenPrefix}${newToken()}`;
}

export function isApiToken(token: string): boolean {
  return token.startsWith(apiTokenPrefix);
}

const apiTokenPrefix = 'patchbay_';

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Derived from the token, which only our own pages can learn; a foreign page sends the cookie but never this. */
export function csrfTokenOf(token: string): string {
  return createHash('sha256').update(`csrf ${token}`).digest('base64url');
}

export function isCsrfTokenOf(token: string, given: unknown): boolean {
  const expected = Buffer.from(csrfTokenOf(token));
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** The value of one cookie of a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = header?.split(';').map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
