import { Injectable } from '@nestjs/common';
import { roleAllows } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import { projectMemberTable } from '../projects/project.table.js';
import { userTable } from '../users/user.table.js';
import type { Starter } from './active-run.js';

/** What whoever started a run may do now, which may be less than when it was started or its trigger put live. */
@Injectable()
export class StarterRights {
  constructor(private readonly store: Store) {}

  /**
   * The webhooks of somebody who left go on answering, but no longer with the project's credentials.
   * @throws PatchbayError `lease-denied`
   */
  async requireRun({ userId, projectId }: Starter): Promise<void> {
    // The operator owns the data; there is nobody to ask.
    if (userId === null) return;
    const member = await this.store.manager
      .createQueryBuilder(projectMemberTable, 'member')
      .innerJoin(userTable.options.name, 'person', 'person.id = member.userId AND person.disabled = :no', {
        no: false,
      })
      .where('member.userId = :userId AND member.projectId = :projectId', { userId, projectId })
      .getOne();
    if (member !== null && roleAllows(member.role, 'pattern.run')) return;
    throw new PatchbayError('lease-denied', 'Whoever started the run may not run patterns here any more.');
  }
}
