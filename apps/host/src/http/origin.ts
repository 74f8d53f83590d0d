import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';

/**
 * A foreign page can send forms to public routes without a cookie: it could log a visitor in as somebody else,
 * or make the first user. Browsers name the page's origin in every such request; other clients send none.
 */
export function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (request.method === 'GET' || origin === undefined) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new PatchbayError('csrf-token-invalid', 'The request comes from another site.');
}
