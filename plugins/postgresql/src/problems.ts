import { isPatchbayError, PatchbayError } from '@patchbay/plugin-sdk';

/** Why the caller's signal was aborted; a PatchbayError when the runtime did it. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new PatchbayError('run-canceled');
}

/** The server refused the statement and the connection itself is in order; after FATAL the server closes it. */
export function isStatementError(error: unknown): boolean {
  return sqlState(error) !== undefined && (error as ServerError).severity === 'ERROR';
}

/** Connection problems in our own words; of a refused statement the server's message, SQLSTATE and position. */
export function problemOf(error: unknown): PatchbayError {
  if (isPatchbayError(error)) return error;
  const state = sqlState(error);
  return state === undefined ? connectionProblem(error) : serverProblem(error as ServerError, state);
}

interface ServerError extends Error {
  code: string;
  severity?: string;
  position?: string;
}

function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/u.test(error.code) ? error.code : undefined;
}

function serverProblem(error: ServerError, state: string): PatchbayError {
  if (state === '28000' && /no encryption|SSL off/u.test(error.message)) {
    return new PatchbayError(
      'connect-tls',
      'The server accepts only encrypted connections. Set TLS to "Always".',
    );
  }
  if (state.startsWith('28')) return new PatchbayError('connect-auth-failed', authFailed);
  if (state === '3D000') {
    return new PatchbayError(
      'connect-protocol',
      'The server has no database of this name. Check the field "Database".',
    );
  }
  if (state === '53300') {
    return new PatchbayError(
      'connect-unreachable',
      'The server has no connection left. Make the pool smaller.',
    );
  }
  if (state.startsWith('57P')) {
    return new PatchbayError(
      'connect-unreachable',
      'The server is starting up, shutting down or ended the connection.',
    );
  }
  const position = error.position ? `, position ${error.position}` : '';
  return new PatchbayError('sql-failed', `${printable(error.message)} (SQLSTATE ${state}${position})`);
}

/** A hostile server could send megabytes, or control characters for the terminal that shows them. */
function printable(text: string): string {
  return text.slice(0, 1_000).replace(/\p{Cc}+/gu, ' ');
}

function connectionProblem(error: unknown): PatchbayError {
  const { message = '', code = '' } = error instanceof Error ? (error as Error & { code?: string }) : {};
  if (message.startsWith('SASL')) return new PatchbayError('connect-auth-failed', authFailed);
  if (message === 'timeout expired') {
    return new PatchbayError('connect-timeout', 'The server took the connection but did not answer in time.');
  }
  if (message === 'The server does not support SSL connections') {
    return new PatchbayError(
      'connect-tls',
      'The server offers no TLS. Switch it on there, or set TLS to "Never".',
    );
  }
  if (tlsCode.test(code))
    return new PatchbayError('connect-tls', `The TLS connection was not trusted or not accepted (${code}).`);
  if (
    /^E[A-Z]+$|^$/u.test(code) &&
    /terminated|ECONN|EPIPE|not queryable|ended/u.test(`${message} ${code}`)
  ) {
    return new PatchbayError('connect-unreachable', 'The server closed the connection.');
  }
  // The driver's own text may quote what it was given.
  return new PatchbayError(
    'connect-protocol',
    'The server gave an answer that the driver did not understand.',
  );
}

const authFailed =
  'The server refused user name and password. Check both, and that this user may use this database.';
const tlsCode = /CERT|SELF_SIGNED|UNABLE_TO|^ERR_TLS|^ERR_SSL|^ERR_OSSL|^EPROTO$|HOSTNAME_MISMATCH/u;
