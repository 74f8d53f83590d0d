import type { ExecutionContext } from '@nestjs/common';
import type { Route } from '@patchbay/contracts';
import { ROUTE } from './api.decorator.js';

/** The contract's route that a handler is bound to. */
export function routeOf(context: ExecutionContext): Route | undefined {
  return Reflect.getMetadata(ROUTE, context.getHandler()) as Route | undefined;
}
