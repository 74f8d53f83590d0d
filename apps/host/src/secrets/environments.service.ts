import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Environment, EnvironmentCreate } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { isUniqueViolation, writeUnique } from '../database/unique.js';
import { webhookTable } from '../hooks/webhook.table.js';
import { actorOf, type Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import { patternMemoryTable } from '../patterns/pattern-memory.table.js';
import { defaultEnvironment, environmentTable, type EnvironmentRow } from './environment.table.js';
import { secretTable, secretValueTable } from './secret.table.js';

const firstEnvironments = [defaultEnvironment, 'production'];

/** The environments of projects. */
@Injectable()
export class EnvironmentsService {
  constructor(
    private readonly store: Store,
    private readonly audit: AuditService,
  ) {}

  async list(caller: Caller, query: PageQuery): Promise<{ items: Environment[]; nextCursor: string | null }> {
    await this.ensure(caller.projectId);
    const found = this.store.manager
      .createQueryBuilder(environmentTable, 'environment')
      .where('environment.projectId = :projectId', { projectId: caller.projectId });
    const { rows, nextCursor } = await page(found, 'environment', 'createdAt', query);
    return { items: rows.map(environmentOf), nextCursor };
  }

  /** @throws PatchbayError `environment-name-taken` */
  async create(caller: Caller, { name, description = '' }: EnvironmentCreate): Promise<Environment> {
    const { projectId } = caller;
    await this.ensure(projectId);
    const row = { id: randomUUID(), projectId, name, description, createdAt: now() };
    const write = async (manager: EntityManager): Promise<void> => {
      await insertRows(manager, environmentTable, row);
      await this.#record(manager, caller, 'environment.created', row);
    };
    await writeUnique(
      () => this.store.transaction(write),
      () => new PatchbayError('environment-name-taken'),
    );
    return environmentOf(row);
  }

  /** @throws PatchbayError `environment-in-use` naming what is set and live there */
  async delete(caller: Caller, name: string): Promise<void> {
    await this.store.transaction(async (manager) => {
      const row = await this.#find(manager, caller.projectId, name);
      if (row === undefined) throw new PatchbayError('environment-not-found');
      await refuseInUse(manager, row);
      await manager.delete(environmentTable, { id: row.id });
      // Another one of this name starts anew.
      await manager.delete(patternMemoryTable, { projectId: caller.projectId, environment: row.name });
      await this.#record(manager, caller, 'environment.deleted', row);
    });
  }

  /** @throws PatchbayError `environment-not-found` */
  async require(projectId: string, name: string, manager = this.store.manager): Promise<void> {
    if (await this.#find(manager, projectId, name)) return;
    await this.ensure(projectId);
    if (await this.#find(manager, projectId, name)) return;
    throw new PatchbayError('environment-not-found', `This project has no environment "${name}".`);
  }

  async names(manager: EntityManager, projectId: string): Promise<string[]> {
    const rows = await manager.find(environmentTable, {
      where: { projectId },
      order: { createdAt: 'ASC', name: 'ASC' },
    });
    return rows.map(({ name }) => name);
  }

  /** Gives a project that has none yet those that every project starts with; the last one cannot be deleted. */
  async ensure(projectId: string): Promise<void> {
    if (await this.store.manager.existsBy(environmentTable, { projectId })) return;
    await this.store
      .transaction(async (manager) => {
        if (await manager.existsBy(environmentTable, { projectId })) return;
        const createdAt = now();
        const rows = firstEnvironments.map((name) => ({
          id: randomUUID(),
          projectId,
          name,
          description: '',
          createdAt,
        }));
        await insertRows(manager, environmentTable, rows);
      })
      .catch((error: unknown) => {
        // Another request was first.
        if (!isUniqueViolation(error)) throw error;
      });
  }

  async #find(manager: EntityManager, projectId: string, name: string): Promise<EnvironmentRow | undefined> {
    return (await manager.findOneBy(environmentTable, { projectId, name })) ?? undefined;
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    { id, name }: EnvironmentRow,
  ): Promise<void> {
    const { projectId } = caller;
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'environment', subjectId: id };
    return this.audit.append({ ...entry, details: { name } }, manager);
  }
}

async function refuseInUse(manager: EntityManager, { projectId, name }: EnvironmentRow): Promise<void> {
  if (name === defaultEnvironment)
    throw new PatchbayError('environment-in-use', `Runs that name no environment happen in ${name}.`);
  const values = await manager.findBy(secretValueTable, { projectId, environment: name });
  const secrets = await manager.findBy(secretTable, { projectId });
  const hooks = await manager.findBy(webhookTable, { projectId, environment: name });
  if (values.length + hooks.length === 0) return;
  const nameOf = (secretId: string) => secrets.find(({ id }) => id === secretId)?.name ?? secretId;
  const dependents = [
    ...values.map(({ secretId }) => ({ kind: 'secret', name: nameOf(secretId) })),
    ...hooks.map(({ method, path, patternId }) => ({
      kind: 'webhook',
      name: `${method} ${path}`,
      patternId,
    })),
  ];
  throw new PatchbayError('environment-in-use', {
    detail: 'Remove its values of secrets and take down what is live in it first.',
    extra: { dependents },
  });
}

function environmentOf({ id, name, description, createdAt }: EnvironmentRow): Environment {
  return { id, name, description, isDefault: name === defaultEnvironment, createdAt };
}
