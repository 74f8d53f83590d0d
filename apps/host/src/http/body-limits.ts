import { routes, type Route } from '@patchbay/contracts';
import type { FastifyInstance } from 'fastify';

const longer = new Map<string, number>(
  Object.values<Route>(routes).flatMap(({ method, path, bodyLimit }) =>
    bodyLimit === undefined ? [] : [[`${method} /api${path}`, bodyLimit] as const],
  ),
);

/** Gives routes that declare it a longer body than others; called before routes are added. */
export function addBodyLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const limit = longer.get(`${String(route.method)} ${route.url}`);
    if (limit !== undefined) route.bodyLimit = limit;
  });
}
