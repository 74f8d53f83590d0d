import { PatchbayError } from '@patchbay/errors';

/** Nothing in this package passes on the text or the cause of a foreign error: they carry URLs, headers and bodies. */
export function refused(detail: string): PatchbayError {
  return new PatchbayError('egress-refused', detail);
}

export function connectTimeout(where: string, ms: number): PatchbayError {
  return new PatchbayError(
    'connect-timeout',
    `${where} did not answer within ${ms} ms. Check host, port and firewall, or allow more time.`,
  );
}

export function receivedTooMuch(maxBytes: number): PatchbayError {
  return new PatchbayError(
    'egress-limit-exceeded',
    `The server sent more than ${maxBytes} bytes, which is more than was asked for.`,
  );
}

/** Rebuilds an error met while connecting or talking to `where` from its code alone. */
export function connectProblem(error: unknown, where: string): PatchbayError {
  if (error instanceof PatchbayError) return error;
  const codes = codesOf(error);
  const code = codes.find((candidate) => Object.hasOwn(unreachable, candidate)) ?? codes[0] ?? '';
  if (code === 'ETIMEDOUT' || code === 'ERR_SOCKET_CONNECTION_TIMEOUT')
    return new PatchbayError('connect-timeout', `${where} did not answer in time.`);
  const why = Object.hasOwn(unreachable, code) ? unreachable[code] : 'the connection failed';
  return new PatchbayError('connect-unreachable', `${where} cannot be reached: ${why}.`);
}

/** When all addresses of a name failed, Node gives an AggregateError. */
function codesOf(error: unknown): string[] {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.map((each) => (each instanceof Error && 'code' in each ? String(each.code) : ''));
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens on this port. Check the port and whether the server runs',
  EHOSTUNREACH: 'there is no route to this host. Check the network',
  ENETUNREACH: 'there is no route to this network. Check the network',
  ECONNRESET: 'the server closed the connection',
  EPIPE: 'the server closed the connection',
  ENOTFOUND: 'this name is not known. Check the spelling of the host',
  ENODATA: 'this name has no address. Check the spelling of the host',
  EAI_AGAIN: 'the name server did not answer. Check the network',
  ESERVFAIL: 'the name server failed. Check the network',
  EACCES: 'the operating system does not allow it',
  EPERM: 'the operating system does not allow it',
};
