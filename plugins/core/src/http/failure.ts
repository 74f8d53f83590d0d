import { type HttpResponse, PatchbayError, type ProblemCode } from '@patchbay/plugin-sdk';
import type { Given } from './parameters.js';

/** Without the query: it often carries keys that no connection knows of. */
export function failed(
  { method, url }: Pick<Given, 'method' | 'url'>,
  { status, statusText }: HttpResponse,
  hasCredentials: boolean,
): PatchbayError {
  const where = url.replace(/[?#].*$/su, '').replace(/\/\/[^/@]*@/u, '//');
  const said = `${method} ${where} was answered ${status} ${statusText}`.trimEnd();
  const refusal = hasCredentials ? refusals[status] : undefined;
  return refusal === undefined
    ? new PatchbayError('step-failed', `${said}.`)
    : new PatchbayError(refusal.code, `${said}. ${refusal.words}`);
}

/** What a server says of the credentials of a connection: that it does not know them, or what they are not enough for. */
const refusals: Readonly<Record<number, { code: ProblemCode; words: string }>> = {
  401: { code: 'connect-auth-failed', words: 'The server refused the credentials of the connection.' },
  403: { code: 'connect-forbidden', words: 'The credentials of the connection do not allow this.' },
};
