import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { connectionShareTable } from '../connections/connection-share.table.js';
import { PersonalConnections } from '../connections/personal-connections.js';
import { peopleLock, takeLock } from '../database/locks.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { projectMemberTable } from '../projects/project.table.js';
import { refuseLastInstanceAdmin, requireUser } from './account-rows.js';
import { apiTokenTable } from './api-token.table.js';
import { passwordLinkTable } from './password-link.table.js';
import { sessionTable } from './session.table.js';
import { userTable } from './user.table.js';

/** Takes a user out of the installation; what he shared with a project stays there and belongs to nobody. */
@Injectable()
export class AccountDeletion {
  constructor(
    private readonly store: Store,
    private readonly connections: PersonalConnections,
    private readonly audit: AuditService,
  ) {}

  /**
   * @param withConnections deletes his personal connections too, which nobody else could reach
   * @throws PatchbayError `user-not-found`, `last-admin`, `user-owns-connections`
   */
  async delete(caller: Caller, id: string, withConnections: boolean): Promise<void> {
    const deleted = await this.store.transaction(async (manager) => {
      await takeLock(manager, peopleLock);
      await refuseLastInstanceAdmin(manager, await requireUser(manager, id));
      const connectionCount = await this.connections.count(manager, id);
      if (connectionCount > 0 && !withConnections) throw ownsConnections(connectionCount);
      const connectionIds = await this.connections.deleteAllOf(manager, caller, id);
      await deleteRows(manager, id);
      const entry = { projectId: null, actor: actorOf(caller), subjectType: 'user', subjectId: id };
      await this.audit.append({ ...entry, action: 'user.deleted', details: { connectionCount } }, manager);
      return connectionIds;
    });
    this.connections.closeClients(deleted);
  }
}

async function deleteRows(manager: EntityManager, userId: string): Promise<void> {
  for (const table of [
    sessionTable,
    apiTokenTable,
    passwordLinkTable,
    projectMemberTable,
    connectionShareTable,
  ])
    await manager.delete(table, { userId });
  await manager.delete(userTable, { id: userId });
}

/** The count alone: what they are called is his own affair. */
function ownsConnections(connectionCount: number): PatchbayError {
  return new PatchbayError('user-owns-connections', {
    detail: `They are deleted with the user when you say deletePersonalConnections=true: ${connectionCount}.`,
    extra: { connectionCount },
  });
}
