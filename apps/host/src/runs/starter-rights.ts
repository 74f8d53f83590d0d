import { Injectable } from '@nestjs/common';
import { type Role, roleAllows } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import type { Starter } from './active-run.js';

/** Asked for every lease, so it is one statement that is prepared once. */
const roleOf = `SELECT m."role" FROM "project_members" m JOIN "users" u ON u."id" = m."userId" AND NOT u."disabled"
  WHERE m."userId" = ? AND m."projectId" = ?`;

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
    const [member] = await this.store.direct.all<{ role: Role }>(roleOf, [userId, projectId]);
    if (member !== undefined && roleAllows(member.role, 'pattern.run')) return;
    throw new PatchbayError('lease-denied', 'Whoever started the run may not run patterns here any more.');
  }
}
