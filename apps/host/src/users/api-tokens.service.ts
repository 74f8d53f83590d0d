import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ApiToken, ApiTokenCreate, ApiTokenCreated, Scope } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { AuditService } from '../audit/audit.service.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { actorOf, callerMay, type Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import { Memberships, noSuchProject } from '../projects/memberships.js';
import { apiTokenTable, type ApiTokenRow } from './api-token.table.js';
import { hashToken, newApiToken } from './session-token.js';

/** API tokens, by which programs act for whoever made them, within their scopes. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly store: Store,
    private readonly memberships: Memberships,
    private readonly audit: AuditService,
  ) {}

  async list(caller: Caller, query: PageQuery): Promise<{ items: ApiToken[]; nextCursor: string | null }> {
    const found = this.store.manager
      .createQueryBuilder(apiTokenTable, 'token')
      .where('token.userId = :userId', { userId: caller.userId ?? '' });
    const { rows, nextCursor } = await page(found, 'token', 'createdAt', query);
    return { items: rows.map(toApiToken), nextCursor };
  }

  /** @throws PatchbayError `validation-failed` for a scope that the caller lacks; `project-not-found` */
  async create(caller: Caller, input: ApiTokenCreate): Promise<ApiTokenCreated> {
    const { name, scopes, projectId = null, expiresAt = null } = input;
    const errors = [
      ...excessive(await this.#inProject(caller, projectId), scopes, projectId),
      ...(expiresAt !== null && Date.parse(expiresAt) <= Date.now()
        ? [{ pointer: '/expiresAt', detail: 'is over already' }]
        : []),
    ];
    if (errors.length > 0) throw new PatchbayError('validation-failed', { errors });
    const token = newApiToken();
    const row: ApiTokenRow = {
      ...{ id: randomUUID(), tokenHash: hashToken(token), prefix: token.slice(0, shownCharacters) },
      ...{ userId: caller.userId ?? '', projectId, name, scopes, createdAt: now(), lastUsedAt: null },
      // As the store compares times: in UTC, whatever zone it was given in.
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    };
    await this.store.transaction(async (manager) => {
      await insertRows(manager, apiTokenTable, row);
      await this.#record(caller, 'token.created', row, manager);
    });
    return { ...toApiToken(row), token };
  }

  /** Effective on the next request. @throws PatchbayError `token-not-found`, also for one of somebody else */
  async revoke(caller: Caller, id: string): Promise<void> {
    await this.store.transaction(async (manager) => {
      const row = await manager.findOneBy(apiTokenTable, { id, userId: caller.userId ?? '' });
      if (row === null) throw new PatchbayError('token-not-found');
      await manager.delete(apiTokenTable, { id });
      await this.#record(caller, 'token.revoked', row, manager);
    });
  }

  /** The caller as he is in the project that the token is for. */
  async #inProject(caller: Caller, projectId: string | null): Promise<Caller> {
    if (projectId === null || projectId === caller.projectId) return caller;
    const there = await this.memberships.enter(caller, projectId);
    if (there === undefined) throw noSuchProject();
    return there;
  }

  #record(
    caller: Caller,
    action: string,
    { id: subjectId, projectId, name, scopes, expiresAt }: ApiTokenRow,
    manager: Parameters<AuditService['append']>[1],
  ): Promise<void> {
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'token', subjectId };
    return this.audit.append({ ...entry, details: { name, scopes, expiresAt } }, manager);
  }
}

/** Enough to recognise it, far too little to guess the rest. */
const shownCharacters = 'patchbay_'.length + 4;

function excessive(caller: Caller, scopes: readonly Scope[], projectId: string | null) {
  return scopes.flatMap((scope, index) => {
    if (!callerMay(caller, scope))
      return [{ pointer: `/scopes/${index}`, detail: 'is more than you may do' }];
    return scope === 'instance' && projectId !== null
      ? [{ pointer: `/scopes/${index}`, detail: 'reaches beyond one project' }]
      : [];
  });
}

function toApiToken({
  id,
  name,
  scopes,
  projectId,
  prefix,
  createdAt,
  expiresAt,
  lastUsedAt,
}: ApiTokenRow): ApiToken {
  return { id, name, scopes, projectId, prefix, createdAt, expiresAt, lastUsedAt };
}
