import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Permission, Role } from '@patchbay/contracts';
import { roleAllows } from '@patchbay/contracts';
import type { FastifyRequest } from 'fastify';

/** Who asks, in which project, and as what. */
export interface Caller {
  /** `operator` is the owner of the data directory, who comes through the unix socket. */
  readonly kind: 'user' | 'operator';
  /** Absent for the operator. */
  readonly userId: string | undefined;
  readonly projectId: string;
  readonly role: Role;
  /** SHA-256 of the session's token; absent for the operator. */
  readonly sessionHash: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller | undefined;
  }
}

/** Parameter of a handler: the authenticated caller. Only for routes that are not public. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined) throw new TypeError('A public route has no caller');
  return caller;
});

export function callerMay(caller: Caller, permission: Permission): boolean {
  return roleAllows(caller.role, permission);
}

/** How the audit log names a caller. */
export function actorOf(caller: Caller): string {
  return caller.kind === 'operator' ? 'operator' : `user:${caller.userId ?? ''}`;
}
