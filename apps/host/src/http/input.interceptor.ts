import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { checkInput } from './check-input.js';
import { routeOf } from './route-of.js';

/** Checks parameters, query and body against the route's schemas before the handler sees them. */
@Injectable()
export class InputInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = routeOf(context);
    if (route !== undefined) checkInput(route, context.switchToHttp().getRequest<FastifyRequest>());
    return next.handle();
  }
}
