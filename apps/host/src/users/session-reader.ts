import { Injectable } from '@nestjs/common';
import type { Route } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import type { Caller, CallerToken } from '../http/caller.js';
import { Memberships, noSuchProject } from '../projects/memberships.js';
import { ApiTokenReader } from './api-token-reader.js';
import { OperatorSockets } from './operator-sockets.js';
import {
  csrfHeader,
  hashToken,
  isApiToken,
  isCsrfTokenOf,
  readCookie,
  sessionCookie,
} from './session-token.js';
import { sessionTable } from './session.table.js';
import { SessionService } from './session.service.js';
import { userTable, type UserRow } from './user.table.js';

/** Whether somebody does something, or it is only looked whether they still might. */
type Purpose = 'act' | 'look';

/** Finds out who sends a request: a bearer token, the cookie of a browser, or the operator socket. */
@Injectable()
export class SessionReader {
  constructor(
    private readonly store: Store,
    private readonly sessions: SessionService,
    private readonly tokens: ApiTokenReader,
    private readonly memberships: Memberships,
    private readonly operators: OperatorSockets,
  ) {}

  /**
   * @throws PatchbayError `csrf-token-invalid`; `project-not-found` for a project that the caller is no member of
   */
  async find(request: FastifyRequest, route: Route, purpose: Purpose = 'act'): Promise<Caller | undefined> {
    const wanted = wantedProject(request, route);
    const token = bearerToken(request) ?? cookieToken(request);
    if (token === undefined)
      return this.operators.has(request.raw) ? this.memberships.operator(wanted) : undefined;
    const found = isApiToken(token) ? await this.tokens.find(token) : await this.#bySession(token, purpose);
    if (found === undefined) return undefined;
    return this.#inProject(found, wanted, route);
  }

  async #bySession(token: string, purpose: Purpose): Promise<Found | undefined> {
    const tokenHash = hashToken(token);
    const session = await this.store.manager
      .createQueryBuilder(sessionTable, 'session')
      .where('session.tokenHash = :tokenHash AND session.expiresAt > :now', { tokenHash, now: now() })
      .getOne();
    const user =
      session === null
        ? null
        : await this.store.manager.findOneBy(userTable, { id: session.userId, disabled: false });
    if (session === null || user === null) return undefined;
    // A stream that asks whether it may go on must not keep a session alive that nobody uses.
    if (purpose === 'act') await this.sessions.prolong(session);
    return { user, sessionHash: tokenHash, token: undefined };
  }

  async #inProject(
    { user, sessionHash, token }: Found,
    wanted: string | undefined,
    route: Route,
  ): Promise<Caller> {
    const isInstanceAdmin = user.instanceRole === 'admin';
    const who = { kind: 'user' as const, userId: user.id, sessionHash, isInstanceAdmin, token };
    const member = await this.memberships.enter(who, wanted);
    if (member !== undefined) return member;
    const projectId = wanted ?? token?.projectId ?? undefined;
    if (projectId === undefined) return { ...who, projectId: '', role: undefined };
    // Whoever looks after the installation reaches a project's members and name, and nothing that is in it.
    const mayManage = isInstanceAdmin && route.projectFrom === 'path';
    if (mayManage && (await this.memberships.exists(projectId))) return { ...who, projectId, role: 'admin' };
    throw noSuchProject();
  }
}

export interface Found {
  user: UserRow;
  sessionHash: string | undefined;
  token: CallerToken | undefined;
}

function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** A browser sends the cookie for every page that asks it to, so a change needs the token of our own pages too. */
function cookieToken({ headers, method }: FastifyRequest): string | undefined {
  const token = readCookie(headers.cookie, sessionCookie);
  if (token === undefined || method === 'GET' || isCsrfTokenOf(token, headers[csrfHeader])) return token;
  throw new PatchbayError('csrf-token-invalid');
}

function wantedProject({ headers, params, query }: FastifyRequest, route: Route): string | undefined {
  if (route.projectFrom === 'path') return (params as { id: string }).id;
  // Event streams and downloads are opened by the browser itself, which sends no header of ours.
  const isOpenedByAddress = route.stream === true || route.lines === true || route.download === true;
  const named = isOpenedByAddress ? (query as { project?: unknown }).project : undefined;
  const given = headers['x-patchbay-project'] ?? named;
  return typeof given === 'string' && given !== '' ? given : undefined;
}
