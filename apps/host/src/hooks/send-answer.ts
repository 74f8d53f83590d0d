import type { ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { Redactor } from '@patchbay/redaction';
import { securityHeaders } from '../http/security-headers.js';
import { redacting } from '../run-files/redacting.js';
import type { HookAnswer } from './hook-reply.js';

/**
 * Sends the answer of the request with this id; a file piece by piece, without what must not leave the host. Throws when
 * the pattern wants headers that no answer can have.
 */
export function sendAnswer(
  response: ServerResponse,
  id: string,
  answer: HookAnswer,
  redactor: Redactor,
): void {
  const { status, headers, body } = answer;
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  const head = { ...securityHeaders, 'x-request-id': id, ...headers };
  if (body instanceof Readable)
    sendFile(response, { status, head }, hasBody ? body : body.destroy(), redactor);
  else {
    const length = hasBody ? { 'content-length': Buffer.byteLength(body) } : {};
    response.writeHead(status, { ...head, ...length });
    response.end(hasBody ? body : undefined);
  }
}

interface Head {
  status: number;
  head: Record<string, string>;
}

/** Without a length: what is taken out of a file changes it. */
function sendFile(
  response: ServerResponse,
  { status, head }: Head,
  file: Readable,
  redactor: Redactor,
): void {
  try {
    response.writeHead(status, head);
  } catch (error) {
    // Else each request would leave an open file behind, until there can be no more.
    file.destroy();
    throw error;
  }
  if (file.destroyed) response.end();
  // Whoever asked may leave in the midst of it, which closes the file, too.
  else pipeline(file, redacting(redactor), response, () => undefined);
}
