import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Route } from '@patchbay/contracts';

/** Where `@Api` keeps the route of a handler. */
export const ROUTE = 'patchbay:route';

/**
 * Binds a controller's method to a route of the contract: method, path, permission, limits and the schemas that
 * its input is checked against. A handler without it makes the start fail.
 */
export function Api(route: Route, options: { prefix?: string } = {}): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: `${options.prefix ?? '/api'}${route.path}`, method: RequestMethod[route.method] }),
    HttpCode(successStatus(route)),
    SetMetadata(ROUTE, route),
  );
}

function successStatus(route: Route): number {
  return Math.min(...Object.keys(route.responses).map(Number));
}
