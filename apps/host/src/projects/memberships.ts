import { Injectable } from '@nestjs/common';
import type { Role } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import { projectMemberTable, projectTable } from './project.table.js';

/** Which project a request is about, and the role there. */
@Injectable()
export class Memberships {
  constructor(private readonly store: Store) {}

  /** @throws PatchbayError `not-found`: a foreign project looks like a missing one */
  async find(userId: string, wanted: string | undefined): Promise<{ projectId: string; role: Role }> {
    const query = this.store.manager
      .createQueryBuilder(projectMemberTable, 'member')
      .innerJoin(projectTable.options.name, 'project', 'project.id = member.projectId')
      .where('member.userId = :userId', { userId })
      .orderBy('project.isDefault', 'DESC')
      .addOrderBy('project.createdAt');
    if (wanted !== undefined) query.andWhere('project.id = :wanted', { wanted });
    const member = await query.getOne();
    if (member === null) throw new PatchbayError('not-found', 'There is no such project.');
    return { projectId: member.projectId, role: member.role };
  }

  async operatorProject(wanted: string | undefined): Promise<string> {
    const project = await this.store.manager.findOneBy(
      projectTable,
      wanted === undefined ? { isDefault: true } : { id: wanted },
    );
    if (project === null) throw new PatchbayError('not-found', 'There is no such project.');
    return project.id;
  }

  async project(id: string): Promise<{ id: string; name: string }> {
    return this.store.manager.findOneOrFail(projectTable, {
      where: { id },
      select: { id: true, name: true },
    });
  }
}
