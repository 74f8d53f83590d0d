import { Injectable } from '@nestjs/common';
import { everyone, type ConnectionShare } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { projectMemberTable } from '../projects/project.table.js';
import { userTable } from '../users/user.table.js';
import { ConnectionRows } from './connection-rows.js';
import { connectionShareTable, type ConnectionShareRow } from './connection-share.table.js';
import type { ConnectionRow } from './connection.table.js';

/** Use-only sharing: others run patterns with a personal connection, and neither see nor change it. */
@Injectable()
export class ConnectionShares {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly audit: AuditService,
  ) {}

  async list(caller: Caller, id: string): Promise<ConnectionShare[]> {
    const { manager } = this.store;
    refuseShared(await this.rows.require(manager, caller, id));
    const where = { connectionId: id };
    const shares = await manager.find(connectionShareTable, { where, order: { createdAt: 'ASC' } });
    const users = await manager.findBy(userTable, { id: In(shares.map(({ userId }) => userId)) });
    const names = new Map(users.map((user) => [user.id, user.name]));
    return shares.map((share) => toShare(share, names.get(share.userId)));
  }

  /** Doing it again changes nothing. @throws PatchbayError `member-not-found`; `conflict` for a project's connection */
  share(caller: Caller, id: string, userId: string): Promise<ConnectionShare> {
    return this.store.transaction(async (manager) => {
      const row = await this.#own(manager, caller, id);
      const name = userId === everyone ? undefined : await memberName(manager, row.projectId, userId);
      const known = await manager.findOneBy(connectionShareTable, { connectionId: id, userId });
      if (known !== null) return toShare(known, name);
      const share = { connectionId: id, userId, createdAt: now() };
      await insertRows(manager, connectionShareTable, share);
      await this.#record(manager, caller, 'connection.shared', row, userId);
      return toShare(share, name);
    });
  }

  /** Effective on the next lease. Taking away what nobody had changes nothing. */
  async unshare(caller: Caller, id: string, userId: string): Promise<void> {
    await this.store.transaction(async (manager) => {
      const row = await this.#own(manager, caller, id);
      const { affected } = await manager.delete(connectionShareTable, { connectionId: id, userId });
      if (affected !== 0) await this.#record(manager, caller, 'connection.unshared', row, userId);
    });
  }

  /** Nobody but its owner finds a personal connection at all. */
  async #own(manager: EntityManager, caller: Caller, id: string): Promise<ConnectionRow> {
    const row = await this.rows.requireLocked(manager, caller, id);
    refuseShared(row);
    return row;
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    { id: subjectId, projectId }: ConnectionRow,
    userId: string,
  ): Promise<void> {
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'connection', subjectId };
    return this.audit.append({ ...entry, details: { with: userId } }, manager);
  }
}

function refuseShared({ scope }: ConnectionRow): void {
  if (scope !== 'project') return;
  throw new PatchbayError('conflict', 'Everybody in the project may use this connection already.');
}

async function memberName(manager: EntityManager, projectId: string, userId: string): Promise<string> {
  const isMember = await manager.existsBy(projectMemberTable, { projectId, userId });
  const user = isMember ? await manager.findOneBy(userTable, { id: userId }) : null;
  if (user === null) throw new PatchbayError('member-not-found');
  return user.name;
}

function toShare({ userId, createdAt }: ConnectionShareRow, name: string | undefined): ConnectionShare {
  return { user: userId === everyone ? null : { id: userId, name: name ?? '' }, createdAt };
}
