import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { StaticFiles } from './static-files.js';

/** Swagger UI at `/api/docs`; its files are looked up at the first visit. */
export function serveApiDocs(fastify: FastifyInstance): void {
  for (const path of ['/api/docs', '/api/docs/']) {
    fastify.get(path, (_request, reply) => withPolicy(reply).type('text/html; charset=utf-8').send(page));
  }
  fastify.get('/api/docs/init.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(script),
  );
  fastify.get<{ Params: { file: string } }>('/api/docs/:file', (request, reply) => {
    const { file } = request.params;
    if (!served.includes(file)) throw new PatchbayError('not-found');
    files ??= new StaticFiles(
      dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    );
    return files.send(file, reply, 'public, max-age=3600');
  });
}

let files: StaticFiles | undefined;
const served = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Patchbay API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/init.js"></script></body>
</html>`;

const script = "SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true });";

/** Swagger UI sets styles on elements and draws its icons from data: addresses. */
function withPolicy(reply: FastifyReply): FastifyReply {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
  return reply.header('content-security-policy', policy);
}
