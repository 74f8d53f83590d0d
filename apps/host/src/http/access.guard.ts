import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Route } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';
import { AuditService } from '../audit/audit.service.js';
import { actorOf, callerMay, type Caller } from './caller.js';
import { refuseForeignOrigin } from './origin.js';
import { RateLimits } from './rate-limits.js';
import { routeOf } from './route-of.js';
import { SessionReader } from '../users/session-reader.js';

/** Stands before every handler: who is it, may they, and not too often. Denies what it does not know. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: SessionReader,
    private readonly limits: RateLimits,
    private readonly audit: AuditService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context);
    // Deny by default: a handler that declares no route is as good as absent.
    if (route === undefined) throw new PatchbayError('not-found');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (route.permission === 'public') await this.#admitPublic(request, route);
    else await this.#admitCaller(request, route);
    return true;
  }

  async #admitPublic(request: FastifyRequest, route: Route): Promise<void> {
    refuseForeignOrigin(request);
    this.limits.take(route, request);
    // The health page tells administrators more; a wrong token must not make a public page fail.
    request.caller = await this.sessions.find(request, route).catch(() => undefined);
  }

  async #admitCaller(request: FastifyRequest, route: Route): Promise<void> {
    const caller = await this.sessions.find(request, route);
    if (caller === undefined) throw new PatchbayError('unauthenticated');
    request.caller = caller;
    if (!callerMay(caller, route.permission)) throw await this.#denied(caller, route);
    this.limits.take(route, request);
  }

  /** Somebody who tries doors leaves a trace. */
  async #denied(caller: Caller, { method, path, permission }: Route): Promise<PatchbayError> {
    await this.audit.append({
      projectId: caller.projectId === '' ? null : caller.projectId,
      actor: actorOf(caller),
      action: 'access.denied',
      subjectType: 'route',
      subjectId: null,
      details: { method, path, permission },
    });
    const isNarrow = caller.token !== undefined && !caller.token.scopes.includes(permission);
    return new PatchbayError(
      'forbidden',
      isNarrow ? `The API token lacks the scope ${permission}.` : `This needs the permission ${permission}.`,
    );
  }
}
