import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Permission, Role } from '@patchbay/contracts';
import { roleAllows, scopes } from '@patchbay/contracts';
import type { FastifyRequest } from 'fastify';

/** Who asks, in which project, and as what. */
export interface Caller {
  /** `operator` is the owner of the data directory, who comes through the unix socket. */
  readonly kind: 'user' | 'operator' | 'system';
  /** Absent for the operator. */
  readonly userId: string | undefined;
  /** Empty for somebody who is in no project; no route that needs a role lets him in. */
  readonly projectId: string;
  /** Absent for somebody who is in no project. */
  readonly role: Role | undefined;
  /** SHA-256 of the session's token; absent for the operator and for API tokens. */
  readonly sessionHash: string | undefined;
  /** Looks after people and projects of the whole installation. */
  readonly isInstanceAdmin?: boolean;
  /** The API token that was sent instead of a session; it narrows what its owner may do. */
  readonly token?: CallerToken | undefined;
}

export interface CallerToken {
  readonly id: string;
  readonly scopes: readonly string[];
  /** The one project that it works in, if it is bound to one. */
  readonly projectId: string | null;
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
  if (permission === 'public' || permission === 'authenticated') return true;
  // A token that makes tokens or changes passwords would outlive its own revocation.
  if (permission === 'session') return caller.sessionHash !== undefined;
  if (caller.token !== undefined && !caller.token.scopes.includes(permission)) return false;
  return permission === 'instance' ? caller.isInstanceAdmin === true : roleAllows(caller.role, permission);
}

/** Everything that the caller may do, for clients that show only what works. */
export function permissionsOf(caller: Caller): Permission[] {
  return scopes.filter((scope) => callerMay(caller, scope));
}

/** The owner of the data directory. */
export function operatorIn(projectId: string): Caller {
  return {
    kind: 'operator',
    userId: undefined,
    projectId,
    role: 'admin',
    sessionHash: undefined,
    isInstanceAdmin: true,
  };
}

/** Patchbay itself, for what happens by the clock. */
export function systemIn(projectId: string): Caller {
  return { kind: 'system', userId: undefined, projectId, role: undefined, sessionHash: undefined };
}

/** How the audit log names a caller. */
export function actorOf(caller: Caller): string {
  if (caller.kind !== 'user') return caller.kind;
  const user = `user:${caller.userId ?? ''}`;
  return caller.token === undefined ? user : `${user}/token:${caller.token.id}`;
}
