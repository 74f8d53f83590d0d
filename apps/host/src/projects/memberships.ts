import { Injectable } from '@nestjs/common';
import type { Role } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import { projectMemberTable, projectTable } from './project.table.js';

/** Which project a request is about, and the role there. */
@Injectable()
export class Memberships {
  constructor(private readonly store: Store) {}

  /**
   * Without a wanted project the default one, or the oldest that the user is in.
   * @returns undefined for somebody who is no member: a foreign project looks like a missing one
   */
  async find(
    userId: string,
    wanted: string | undefined,
  ): Promise<{ projectId: string; role: Role } | undefined> {
    const query = this.store.manager
      .createQueryBuilder(projectMemberTable, 'member')
      .innerJoin(projectTable.options.name, 'project', 'project.id = member.projectId')
      .where('member.userId = :userId', { userId })
      .orderBy('project.isDefault', 'DESC')
      .addOrderBy('project.createdAt');
    if (wanted !== undefined) query.andWhere('project.id = :wanted', { wanted });
    const member = await query.getOne();
    return member === null ? undefined : { projectId: member.projectId, role: member.role };
  }

  exists(id: string): Promise<boolean> {
    return this.store.manager.existsBy(projectTable, { id });
  }

  async operatorProject(wanted: string | undefined): Promise<string> {
    const project = await this.store.manager.findOneBy(
      projectTable,
      wanted === undefined ? { isDefault: true } : { id: wanted },
    );
    if (project === null) throw noSuchProject();
    return project.id;
  }

  async project(id: string): Promise<{ id: string; name: string }> {
    return this.store.manager.findOneOrFail(projectTable, {
      where: { id },
      select: { id: true, name: true },
    });
  }
}

export function noSuchProject(): PatchbayError {
  return new PatchbayError('project-not-found');
}
