import { PatchbayError } from '@patchbay/errors';
import type { Dispatcher } from 'undici';

import { limitedBody, tooLarge } from './body.js';
import type { Deadline } from './deadline.js';
import { display } from './host.js';
import { httpProblem } from './http-problems.js';
import type { Hop } from './redirect.js';
import { createResponse } from './response.js';
import type { EgressResponse } from './types.js';
import { destinationOf } from './url.js';

/** Puts the limits around the last answer of an exchange; from here on the deadline is about the body. */
export function toResponse(
  hop: Hop,
  answer: Dispatcher.ResponseData,
  { deadline, ms, maxBytes }: { deadline: Deadline; ms: number; maxBytes: number },
): EgressResponse {
  const where = display(destinationOf(hop.url));
  deadline.expiresAs(
    () => new PatchbayError('egress-limit-exceeded', `${where} did not finish its answer within ${ms} ms.`),
  );
  const chunks = limitedBody(answer.body, encodingsOf(hop, answer), {
    maxBytes,
    where,
    explain: (error) => deadline.failure() ?? httpProblem(error, where),
    over: () => deadline.finish(),
  });
  // Said beforehand, it need not be downloaded to be refused.
  if (hop.method !== 'HEAD' && Number(answer.headers['content-length']) > maxBytes) {
    answer.body.destroy();
    throw tooLarge(where, maxBytes);
  }
  const { statusCode: status, statusText } = answer;
  const head = { status, statusText, headers: headersOf(answer), url: hop.url.href };
  return createResponse(head, chunks, answer.body);
}

/** Content codings in the order applied; none where there is no body to decode. */
function encodingsOf(hop: Hop, { statusCode, headers }: Dispatcher.ResponseData): string[] {
  if (hop.method === 'HEAD' || statusCode === 204 || statusCode === 304) return [];
  const codings = [headers['content-encoding'] ?? []].flat().join(',').toLowerCase().split(',');
  return codings.map((coding) => coding.trim()).filter((coding) => coding !== '' && coding !== 'identity');
}

/** Without a prototype: the server chooses the names. */
function headersOf({ headers }: Dispatcher.ResponseData): EgressResponse['headers'] {
  const known = Object.create(null) as EgressResponse['headers'];
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) known[name] = value;
  return known;
}
