import { isUtf8 } from 'node:buffer';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyInstance } from 'fastify';
import type { Core } from '../core.module.js';
import { addBodyLimits } from './body-limits.js';
import { hostNameCheck } from './host-name.js';
import { parseJsonBody } from './json-body.js';
import { addSecurityHeaders } from './security-headers.js';

/** Body parsing and headers, before the first route is added. */
export function prepareFastify(
  fastify: FastifyInstance,
  { config, operators }: Pick<Core, 'config' | 'operators'>,
): void {
  addBodyLimits(fastify);
  const checkHostName = hostNameCheck(config);
  fastify.decorateRequest('caller', undefined);
  // Only JSON: a page of another site can send forms and plain text without asking.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(textOf(body as Buffer)));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    addSecurityHeaders(request, reply);
    // No browser reaches the operator's socket.
    if (!operators.has(request.raw)) checkHostName(request);
    done();
  });
}

/** Bytes that are no UTF-8 would silently become other characters, and a password with them. */
function textOf(body: Buffer): string {
  if (isUtf8(body)) return body.toString();
  throw new PatchbayError('malformed-json', 'The body is not UTF-8.');
}
