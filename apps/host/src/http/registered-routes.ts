import { routes, type Route } from '@patchbay/contracts';
import type { FastifyInstance } from 'fastify';

/** Addresses that are no part of the API: files for everybody. */
const plain = [/^\/api\/docs(\/:file|\/init\.js|\/)?$/, /^\/\*$/];

/** Notes every route that the server is given, from now on; to be called before the first one. */
export function watchRoutes(fastify: FastifyInstance): () => string[] {
  const seen: string[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) seen.push(`${each} ${url}`);
  });
  return () => seen;
}

/**
 * What answers requests without being in the table of routes, which says who may do what. HEAD is answered wherever
 * GET is.
 */
export function undeclaredRoutes(
  registered: readonly string[],
  table: Readonly<Record<string, Route>> = routes,
): string[] {
  const declared = new Set(Object.values(table).map(({ method, path }) => `${method} /api${path}`));
  return registered.filter((route) => {
    const [method = '', url = ''] = route.split(' ');
    return (
      !declared.has(`${method === 'HEAD' ? 'GET' : method} ${url}`) && !plain.some((known) => known.test(url))
    );
  });
}
