import { fileURLToPath } from 'node:url';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyInstance } from 'fastify';
import { StaticFiles } from './static-files.js';

const built = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Serves the web application: its files, and its page for every other address that is not the API's. */
export function serveWebApp(fastify: FastifyInstance, folder = built): void {
  const files = new StaticFiles(folder);
  fastify.get<{ Params: { '*': string } }>('/*', (request, reply) => {
    const path = request.params['*'];
    if (files.has(path)) return files.send(path, reply, path.startsWith('assets/') ? forEver : revalidate);
    if (isNoPage(path)) throw new PatchbayError('not-found');
    if (!files.has('index.html'))
      throw new PatchbayError('not-found', 'The web application is not built; the API is at /api.');
    return files.send('index.html', reply, revalidate);
  });
}

/** Files below `assets/` carry a hash of their content in their names. */
const forEver = 'public, max-age=31536000, immutable';
const revalidate = 'no-cache';

/** A missing file must not look like a page, nor a mistyped API address like success. */
function isNoPage(path: string): boolean {
  return /^(api|hooks|assets)(\/|$)/.test(path) || /\.[a-z0-9]{2,5}$/i.test(path);
}
