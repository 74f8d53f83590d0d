import { PatchbayError } from '@patchbay/errors';
import { commonPasswords } from './common-passwords.js';

/** argon2id with the library's defaults, OWASP's: 19 MiB, two passes. Off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2');
  return hash(password);
}

/**
 * Takes as long for an unknown user as for a known one: else the time would tell which addresses have accounts.
 */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const { verify } = await import('@node-rs/argon2');
  decoy ??= await hashPassword('nobody has this password');
  // Empty: somebody who was invited and has not chosen one yet.
  const isSet = passwordHash !== undefined && passwordHash !== '';
  const matches = await verify(isSet ? passwordHash : decoy, password);
  return matches && isSet;
}

let decoy: string | undefined;

/**
 * NIST SP 800-63B: length counts, composition rules do not; what everybody tries first is refused.
 * @throws PatchbayError `weak-password`
 */
export function refuseWeak(password: string, email: string): void {
  const problem = problemOf(password.normalize('NFKC'), email);
  if (problem === undefined) return;
  throw new PatchbayError('weak-password', {
    detail: `The password ${problem}.`,
    errors: [{ pointer: '/password', detail: problem }],
  });
}

const shortest = 8;

function problemOf(password: string, email: string): string | undefined {
  const plain = password.toLowerCase();
  const [mailbox = ''] = email.toLowerCase().split('@');
  if (Array.from(password).length < shortest) return `must have at least ${shortest} characters`;
  if (plain === email.toLowerCase() || plain === mailbox) return 'must not be the email address';
  if (/^(.)\1*$/u.test(password)) return 'must not be one character repeated';
  return commonPasswords.has(plain) ? 'is one of the most common ones' : undefined;
}
