import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A page of another site can let its own name lead to 127.0.0.1 (DNS rebinding); to the browser it is then one
 * origin with a Patchbay that listens there. Its name in `Host` gives it away. Webhooks are for strangers anyway.
 */
export function hostNameCheck({
  host,
  webUrl,
}: Pick<Config, 'host' | 'webUrl'>): (request: FastifyRequest) => void {
  const isLocal = loopbackNames.has(host) || host === '::1';
  const allowed = new Set([...loopbackNames, ...(webUrl === undefined ? [] : [new URL(webUrl).hostname])]);
  return ({ hostname, url }) => {
    if (!isLocal || allowed.has(hostname) || url.startsWith('/hooks/')) return;
    throw new PatchbayError(
      'forbidden',
      'This name is not one of Patchbay. If a proxy stands before it, set PATCHBAY_WEB_URL.',
    );
  };
}
