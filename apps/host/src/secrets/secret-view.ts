import { Injectable } from '@nestjs/common';
import type { SecretDetail, SecretSummary, SecretValueState } from '@patchbay/contracts';
import { isTooShortToRedact } from '@patchbay/redaction';
import { In } from 'typeorm';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import { EnvironmentsService } from './environments.service.js';
import { secretUserCounts, secretUsers } from './secret-usage.js';
import { secretTable, secretValueTable, type SecretRow, type SecretValueRow } from './secret.table.js';

/** What may be seen of secrets: everything but their values. */
@Injectable()
export class SecretViews {
  constructor(
    private readonly store: Store,
    private readonly environments: EnvironmentsService,
  ) {}

  /** As many queries for one secret as for two hundred. */
  async list(
    { projectId }: Caller,
    query: PageQuery & { q?: string },
  ): Promise<{ items: SecretSummary[]; nextCursor: string | null }> {
    await this.environments.ensure(projectId);
    const found = this.store.manager
      .createQueryBuilder(secretTable, 'secret')
      .where('secret.projectId = :projectId', { projectId });
    if (query.q !== undefined)
      found.andWhere('LOWER(secret.name) LIKE :q', { q: `%${query.q.toLowerCase()}%` });
    const { rows, nextCursor } = await page(found, 'secret', 'createdAt', query);
    return { items: await this.#summaries(projectId, rows), nextCursor };
  }

  /** @param given values that were just set, of which the too short ones are warned of */
  async detail(row: SecretRow, given: readonly string[] = []): Promise<SecretDetail> {
    const { manager } = this.store;
    const [summary] = await this.#summaries(row.projectId, [row]);
    const usedBy = await secretUsers(manager, row.projectId, row.name);
    const isShort = given.some((value) => value !== '' && isTooShortToRedact(value));
    return { ...(summary as SecretSummary), usedBy, ...(isShort ? { warnings: [tooShort] } : {}) };
  }

  async #summaries(projectId: string, rows: readonly SecretRow[]): Promise<SecretSummary[]> {
    const { manager } = this.store;
    const environments = await this.environments.names(manager, projectId);
    const values = await manager.findBy(secretValueTable, { secretId: In(rows.map(({ id }) => id)) });
    const counts = await secretUserCounts(
      manager,
      projectId,
      rows.map(({ name }) => name),
    );
    return rows.map(({ id, name, description, createdAt, updatedAt }) => {
      const own = values.filter(({ secretId }) => secretId === id);
      return {
        ...{ id, name, description, createdAt, updatedAt },
        values: environments.map((environment) => stateOf(environment, own)),
        usedByCount: counts.get(name) ?? 0,
      };
    });
  }
}

const tooShort = {
  pointer: '/value',
  detail: 'is shorter than six characters, too short to be removed from logs and outputs',
};

function stateOf(environment: string, values: readonly SecretValueRow[]): SecretValueState {
  const value = values.find((known) => known.environment === environment);
  return {
    environment,
    isSet: value !== undefined,
    setAt: value?.setAt ?? null,
    setBy: value?.setBy ?? null,
  };
}
