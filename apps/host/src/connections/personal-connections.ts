import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { actorOf, type Caller } from '../http/caller.js';
import { ConnectionEvents } from './connection-events.js';
import { deleteConnectionRows } from './connection-rows.js';
import { connectionTable } from './connection.table.js';

/** What becomes of somebody's connections when he leaves. */
@Injectable()
export class PersonalConnections {
  constructor(
    private readonly audit: AuditService,
    private readonly events: ConnectionEvents,
  ) {}

  count(manager: EntityManager, ownerId: string): Promise<number> {
    return manager.countBy(connectionTable, { ownerId, scope: 'personal' });
  }

  /** Deletes the personal ones; those of a project stay and belong to nobody. Answers with the ids of the deleted. */
  async deleteAllOf(manager: EntityManager, caller: Caller, ownerId: string): Promise<string[]> {
    const rows = await manager.find(connectionTable, {
      where: { ownerId, scope: 'personal' },
      select: { id: true, projectId: true, type: true },
    });
    const ids = rows.map(({ id }) => id);
    await deleteConnectionRows(manager, In(ids));
    await updateRows(manager, connectionTable, { ownerId }, { ownerId: null });
    const entries = rows.map(({ id: subjectId, projectId, type }) => ({
      ...{ projectId, actor: actorOf(caller), action: 'connection.deleted', subjectType: 'connection' },
      ...{ subjectId, details: { type, withOwner: ownerId } },
    }));
    if (entries.length > 0) await this.audit.append(entries, manager);
    return ids;
  }

  /** After the commit. */
  closeClients(ids: readonly string[]): void {
    for (const id of ids) this.events.changed(id);
  }
}
