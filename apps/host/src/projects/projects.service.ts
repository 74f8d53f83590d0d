import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Project, Role } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { insertRows, updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import { noSuchProject } from './memberships.js';
import { deleteProjectRows, projectContents } from './project-contents.js';
import { projectMemberTable, projectTable, type ProjectRow } from './project.table.js';

/** Projects: the border between what belongs together and everything else. */
@Injectable()
export class ProjectsService {
  constructor(
    private readonly store: Store,
    private readonly audit: AuditService,
  ) {}

  /** Those that the caller is a member of; whoever looks after the installation sees all. */
  async list(caller: Caller, query: PageQuery): Promise<{ items: Project[]; nextCursor: string | null }> {
    const found = this.store.manager.createQueryBuilder(projectTable, 'project').where('1 = 1');
    const roles = await this.#rolesOf(caller);
    if (caller.isInstanceAdmin !== true)
      found.andWhere('project.id IN (:...ids)', { ids: ['', ...roles.keys()] });
    const bound = caller.token?.projectId ?? null;
    if (bound !== null) found.andWhere('project.id = :bound', { bound });
    const { rows, nextCursor } = await page(found, 'project', 'createdAt', query);
    return { items: rows.map((row) => toProject(row, roles.get(row.id) ?? null)), nextCursor };
  }

  async get(caller: Caller, id: string): Promise<Project> {
    return this.#seen(caller, await requireProject(this.store.manager, id));
  }

  async create(caller: Caller, name: string): Promise<Project> {
    const row: ProjectRow = { id: randomUUID(), name, isDefault: false, createdAt: now() };
    await this.store.transaction(async (manager) => {
      await insertRows(manager, projectTable, row);
      if (caller.userId !== undefined) {
        const member = { projectId: row.id, userId: caller.userId, role: 'admin' as const };
        await insertRows(manager, projectMemberTable, { ...member, createdAt: row.createdAt });
      }
      await this.#record(manager, caller, 'project.created', row);
    });
    return this.#seen(caller, row);
  }

  async rename(caller: Caller, id: string, name: string): Promise<Project> {
    const row = await this.store.transaction(async (manager) => {
      const before = await requireProject(manager, id);
      await updateRows(manager, projectTable, { id }, { name });
      await this.#record(manager, caller, 'project.changed', { ...before, name });
      return { ...before, name };
    });
    return this.#seen(caller, row);
  }

  /** @throws PatchbayError `conflict` for the default one, `project-not-empty` */
  async delete(caller: Caller, id: string): Promise<void> {
    await this.store.transaction(async (manager) => {
      const row = await requireProject(manager, id);
      if (row.isDefault) throw new PatchbayError('conflict', 'The default project cannot be deleted.');
      const contents = await projectContents(manager, id);
      if (Object.values(contents).some((count) => count > 0))
        throw new PatchbayError('project-not-empty', {
          detail: 'Delete what is in it first.',
          extra: { contents },
        });
      await deleteProjectRows(manager, id);
      await this.#record(manager, caller, 'project.deleted', row);
    });
  }

  async #seen(caller: Caller, row: ProjectRow): Promise<Project> {
    return toProject(row, (await this.#rolesOf(caller)).get(row.id) ?? null);
  }

  async #rolesOf({ userId }: Caller): Promise<Map<string, Role>> {
    if (userId === undefined) return new Map();
    const members = await this.store.manager.findBy(projectMemberTable, { userId });
    return new Map(members.map(({ projectId, role }) => [projectId, role]));
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    { id: projectId, name }: ProjectRow,
  ): Promise<void> {
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'project', subjectId: projectId };
    return this.audit.append({ ...entry, details: { name } }, manager);
  }
}

async function requireProject(manager: EntityManager, id: string): Promise<ProjectRow> {
  const row = await manager.findOneBy(projectTable, { id });
  if (row === null) throw noSuchProject();
  return row;
}

function toProject({ id, name, isDefault, createdAt }: ProjectRow, role: Role | null): Project {
  return { id, name, isDefault, createdAt, role };
}
