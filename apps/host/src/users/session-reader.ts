import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { Memberships } from '../projects/memberships.js';
import { OperatorSockets } from './operator-sockets.js';
import { csrfHeader, hashToken, isCsrfTokenOf, readCookie, sessionCookie } from './session-token.js';
import { sessionTable } from './session.table.js';
import { SessionService } from './session.service.js';
import { userTable } from './user.table.js';

/** Finds out who sends a request: a bearer token, the cookie of a browser, or the operator socket. */
@Injectable()
export class SessionReader {
  constructor(
    private readonly store: Store,
    private readonly sessions: SessionService,
    private readonly memberships: Memberships,
    private readonly operators: OperatorSockets,
  ) {}

  /**
   * @throws PatchbayError `csrf-token-invalid`; `not-found` for a project that the caller is no member of
   */
  async find(request: FastifyRequest): Promise<Caller | undefined> {
    const token = bearerToken(request) ?? cookieToken(request);
    if (token !== undefined) return this.#findUser(hashToken(token), projectHeader(request));
    return this.operators.has(request.raw) ? this.#operator(projectHeader(request)) : undefined;
  }

  async #findUser(tokenHash: string, wanted: string | undefined): Promise<Caller | undefined> {
    const row = await this.store.manager
      .createQueryBuilder(sessionTable, 'session')
      .innerJoin(userTable.options.name, 'user', 'user.id = session.userId')
      .select(['session.userId', 'session.expiresAt'])
      .where('session.tokenHash = :tokenHash AND session.expiresAt > :now', { tokenHash, now: now() })
      .andWhere('user.disabled = :disabled', { disabled: false })
      .getOne();
    if (row === null) return undefined;
    await this.sessions.prolong(tokenHash, row.expiresAt);
    const { projectId, role } = await this.memberships.find(row.userId, wanted);
    return { kind: 'user', userId: row.userId, projectId, role, sessionHash: tokenHash };
  }

  async #operator(wanted: string | undefined): Promise<Caller> {
    const projectId = await this.memberships.operatorProject(wanted);
    return { kind: 'operator', userId: undefined, projectId, role: 'admin', sessionHash: undefined };
  }
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

function projectHeader({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-patchbay-project'];
  return typeof given === 'string' && given !== '' ? given : undefined;
}
