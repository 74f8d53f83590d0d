import { PatchbayError } from '@patchbay/errors';

import { connectProblem } from './problems.js';

/** Rebuilds an error of the HTTP client from its code: its own text and fields quote headers and bytes of the answer. */
export function httpProblem(error: unknown, where: string): Error {
  if (error instanceof PatchbayError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // The parser's errors have a code for some of its complaints only.
  if ((error instanceof Error && error.name === 'HTTPParserError') || code.startsWith('UND_ERR_RES')) {
    return new PatchbayError('connect-protocol', `${where} did not answer in valid HTTP.`);
  }
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_')) {
    return new PatchbayError('connect-protocol', `The answer of ${where} is not compressed as it says.`);
  }
  const known = problems.get(code);
  return known ? new PatchbayError(known[0], `${where}: ${known[1]}`) : connectProblem(error, where);
}

const invalid = ['invalid-request', 'method, a header or the body is not valid HTTP. Check them.'] as const;
const closed = [
  'connect-unreachable',
  'the server closed the connection before its answer was complete.',
] as const;

type Code = 'invalid-request' | 'connect-unreachable' | 'egress-limit-exceeded';
const problems = new Map<string, readonly [Code, string]>([
  ['UND_ERR_INVALID_ARG', invalid],
  ['UND_ERR_NOT_SUPPORTED', invalid],
  ['UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', invalid],
  [
    'UND_ERR_HEADERS_OVERFLOW',
    ['egress-limit-exceeded', 'the headers of the answer are larger than allowed.'],
  ],
  ['UND_ERR_SOCKET', closed],
  ['UND_ERR_ABORTED', closed],
  ['ECONNRESET', closed],
  ['EPIPE', closed],
]);
