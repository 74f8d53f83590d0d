import { isPatchbayError, PatchbayError, type ProblemCode } from '@patchbay/plugin-sdk';

/** Why the caller's signal was aborted; a PatchbayError when the runtime did it. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new PatchbayError('run-canceled');
}

/** The path that the server named is not repeated: it is the server's text. */
export function localFileRefused(): PatchbayError {
  return new PatchbayError('connect-protocol', 'The server asked for a local file. It was given none.');
}

/** The server answered that it will not, so the connection itself is in order. */
export function isRefusal(error: unknown): boolean {
  return isServerError(error) && !endings.includes(error.errno);
}

/** What went wrong before the first statement, in our own words: a server's text there is a stranger's. */
export function loginProblem(error: unknown, encrypted: boolean): PatchbayError {
  if (!isServerError(error)) return connectionProblem(error);
  const known = loginProblems.find(({ numbers }) => numbers.includes(error.errno));
  // MariaDB gives the same answer to a user who must use TLS.
  const hint = known?.code === 'connect-auth-failed' && !encrypted ? ' Or the server wants TLS.' : '';
  if (known) return new PatchbayError(known.code, `${known.detail}${hint}`);
  return new PatchbayError('connect-protocol', `The server refused the login (error ${error.errno}).`);
}

/** Of a refused statement the server's message, number and SQLSTATE; connection problems in our own words. */
export function statementProblem(error: unknown): PatchbayError {
  if (!isServerError(error)) return connectionProblem(error);
  if (endings.includes(error.errno)) return new PatchbayError('connect-unreachable', closed);
  const state = /^[0-9A-Z]{5}$/u.exec(error.sqlState ?? '')?.[0];
  const suffix = `(error ${error.errno}${state ? `, SQLSTATE ${state}` : ''})`;
  return new PatchbayError('sql-failed', `${printable(error.sqlMessage)} ${suffix}`);
}

interface ServerError extends Error {
  errno: number;
  sqlMessage: string;
  sqlState?: string;
}

function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error && 'sqlMessage' in error && 'errno' in error && typeof error.errno === 'number'
  );
}

/** A hostile server could send megabytes, or control characters for the terminal that shows them. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.slice(0, 1_000).replace(/[\0-\x1f\x7f-\x9f]+/gu, ' ');
}

function connectionProblem(error: unknown): PatchbayError {
  if (isPatchbayError(error)) return error;
  const { message = '', code = '' } = error instanceof Error ? (error as Error & { code?: unknown }) : {};
  const known = driverProblems.find(({ pattern }) => pattern.test(`${String(code)} ${message}`));
  // The driver's own text may quote what it was given.
  return known
    ? new PatchbayError(known.code, known.detail)
    : new PatchbayError('connect-protocol', 'The server gave an answer that the driver did not understand.');
}

const closed = 'The server closed the connection.';

/** Numbers with which a server says that it ends the connection: shutdown, killed, idle for too long. */
const endings = [1053, 1927, 4031];

const loginProblems: readonly { numbers: readonly number[]; code: ProblemCode; detail: string }[] = [
  {
    numbers: [1044, 1045, 1130, 1698, 1820, 1862, 3118, 4151],
    code: 'connect-auth-failed',
    detail:
      'The server refused user name and password. Check both, and that this user may come from here and use this database.',
  },
  {
    numbers: [1049],
    code: 'connect-protocol',
    detail: 'The server has no database of this name. Check the field "Database".',
  },
  {
    numbers: [1040, 1203, 1226],
    code: 'connect-unreachable',
    detail: 'The server has no connection left. Make the pool smaller.',
  },
  {
    numbers: [3159, 4212],
    code: 'connect-tls',
    detail: 'The server accepts only encrypted connections. Set TLS to "Always".',
  },
  {
    numbers: [1251, 1524],
    code: 'connect-unsupported',
    detail: 'The server wants a way to log in that this connector does not have.',
  },
  { numbers: [...endings, 1129], code: 'connect-unreachable', detail: closed },
];

/** By code and message of the driver; the first that matches. */
const driverProblems: readonly { pattern: RegExp; code: ProblemCode; detail: string }[] = [
  {
    pattern: /^HANDSHAKE_NO_SSL_SUPPORT/u,
    code: 'connect-tls',
    detail: 'The server offers no TLS. Switch it on there, or set TLS to "Never".',
  },
  {
    pattern: /^HANDSHAKE_SSL_ERROR .*(altnames|does not match)/u,
    code: 'connect-tls',
    detail: 'The certificate of the server is for another host name.',
  },
  {
    pattern: /^HANDSHAKE_SSL_ERROR .*(self[- ]signed|unable to (verify|get))/u,
    code: 'connect-tls',
    detail: 'No trusted authority signed the certificate of the server. Is the field "CA certificate" right?',
  },
  {
    pattern: /^HANDSHAKE_SSL_ERROR/u,
    code: 'connect-tls',
    detail: 'The TLS connection was not trusted or not accepted.',
  },
  {
    pattern: /^AUTH_SWITCH_PLUGIN_ERROR/u,
    code: 'connect-unsupported',
    detail: 'The server wants a way to log in that this connector does not have.',
  },
  {
    pattern: /^ETIMEDOUT/u,
    code: 'connect-timeout',
    detail: 'The server took the connection but did not answer in time.',
  },
  {
    pattern: /^(PROTOCOL_CONNECTION_LOST|ECONN|EPIPE)|closed state/u,
    code: 'connect-unreachable',
    detail: closed,
  },
];
