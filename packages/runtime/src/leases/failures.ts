import { isPatchbayError, PatchbayError, type ProblemCode } from '@patchbay/errors';
import type { TestFailure } from '@patchbay/plugin-sdk';

/**
 * A driver's or plugin's error as a PatchbayError. Only its message and code are read: the objects of drivers
 * carry URLs, headers and configuration. The message may still hold a secret; whoever shows it redacts it.
 */
export function patchbayError(error: unknown): PatchbayError {
  if (isPatchbayError(error)) return error;
  const code = codeOf(error);
  const connect = connectProblem(code);
  if (connect) return new PatchbayError(connect.code, `${connect.words} (${code}).`);
  return new PatchbayError('step-failed', {
    detail: `${messageOf(error)}${code === '' ? '' : ` (${code})`}`,
  });
}

/** How a connection test ended, for an error that it met. */
export function testFailure(error: unknown): { outcome: TestFailure; message: string } {
  const problem = patchbayError(error);
  const outcome = Object.hasOwn(outcomes, problem.code)
    ? outcomes[problem.code as keyof typeof outcomes]
    : 'protocol';
  if (problem.code !== 'step-failed') return { outcome, message: problem.detail ?? problem.message };
  // An error nobody knows may quote anything, so its words stay here.
  const code = codeOf(error);
  return {
    outcome,
    message: `The server or its driver failed in a way that is not known${code === '' ? '' : ` (${code})`}.`,
  };
}

const outcomes = {
  'connect-auth-failed': 'authFailed',
  'connect-unreachable': 'unreachable',
  'connect-timeout': 'timeout',
  'connect-tls': 'tls',
  'egress-refused': 'refusedByPolicy',
  'file-not-allowed': 'refusedByPolicy',
  'connect-protocol': 'protocol',
  'connect-unsupported': 'unsupported',
  'connector-not-found': 'unsupported',
  'connector-unavailable': 'unsupported',
} as const satisfies Partial<Record<ProblemCode, TestFailure>>;

/** What egress meets is put into words there; by these a socket failed that somebody else opened. */
const ownSocket =
  'A socket was opened past egress, and runners may have no network: plugins connect by egress';

const network: Readonly<Record<string, { code: ProblemCode; words: string }>> = {
  ECONNREFUSED: { code: 'connect-unreachable', words: 'Nothing listens at this address' },
  ECONNRESET: { code: 'connect-unreachable', words: 'The server closed the connection' },
  EPIPE: { code: 'connect-unreachable', words: 'The server closed the connection' },
  EHOSTUNREACH: { code: 'connect-unreachable', words: 'There is no route to this host' },
  ENETUNREACH: { code: 'connect-unreachable', words: ownSocket },
  EADDRNOTAVAIL: { code: 'connect-unreachable', words: ownSocket },
  ENOTFOUND: { code: 'connect-unreachable', words: 'The name of the host is not known' },
  EAI_AGAIN: { code: 'connect-unreachable', words: `The name server did not answer. ${ownSocket}` },
  ETIMEDOUT: { code: 'connect-timeout', words: 'The server did not answer in time' },
  ESOCKETTIMEDOUT: { code: 'connect-timeout', words: 'The server did not answer in time' },
};
const tlsCode =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/;

function connectProblem(code: string): { code: ProblemCode; words: string } | undefined {
  if (Object.hasOwn(network, code)) return network[code];
  return tlsCode.test(code)
    ? { code: 'connect-tls', words: 'No trusted TLS connection could be made' }
    : undefined;
}

/** A code such as `ECONNREFUSED` or `23505`; anything longer or livelier is text of somebody else. */
function codeOf(error: unknown): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown =
    typeof inner === 'object' && inner !== null && 'code' in inner ? inner.code : undefined;
  // Node's own fetch says why in its cause only.
  if (code === undefined && inner instanceof TypeError && inner.cause !== undefined)
    return codeOf(inner.cause);
  return typeof code === 'string' && /^[A-Z0-9_]{1,48}$/.test(code) ? code : '';
}

function messageOf(error: unknown): string {
  const message: unknown = error instanceof Error ? error.message : undefined;
  if (typeof message !== 'string' || message === '') return 'The node failed without saying why';
  // Drivers like to quote the URL that they were given, user and password included.
  return message.replaceAll(/:\/\/[^\s/@]*@/g, '://').slice(0, 4_000);
}
