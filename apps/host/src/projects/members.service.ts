import { Injectable } from '@nestjs/common';
import type { Member, MemberAdd, Role } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { In, Not, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { connectionShareTable } from '../connections/connection-share.table.js';
import { connectionTable } from '../connections/connection.table.js';
import { peopleLock, takeLock } from '../database/locks.js';
import { insertRows, updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { userTable, type UserRow } from '../users/user.table.js';
import { projectMemberTable, type ProjectMemberRow } from './project.table.js';

/** Who belongs to a project, and as what. The caller's project is the one of the path. */
@Injectable()
export class MembersService {
  constructor(
    private readonly store: Store,
    private readonly audit: AuditService,
  ) {}

  async list({ projectId }: Caller): Promise<{ items: Member[]; nextCursor: null }> {
    const { manager } = this.store;
    const members = await manager.find(projectMemberTable, {
      where: { projectId },
      order: { createdAt: 'DESC', userId: 'DESC' },
    });
    const users = await manager
      .createQueryBuilder(userTable, 'user')
      .innerJoin(projectMemberTable.options.name, 'member', 'member.userId = user.id')
      .where('member.projectId = :projectId', { projectId })
      .getMany();
    const byId = new Map(users.map((user) => [user.id, user]));
    const items = members.flatMap((member) => {
      const user = byId.get(member.userId);
      return user === undefined ? [] : [toMember(member, user)];
    });
    return { items, nextCursor: null };
  }

  /** @throws PatchbayError `user-not-found`; `conflict` for somebody who is in it already */
  add(caller: Caller, { userId, email, role }: MemberAdd): Promise<Member> {
    if ((userId === undefined) === (email === undefined))
      throw new PatchbayError('validation-failed', {
        errors: [{ pointer: '/userId', detail: 'either this or email must be given' }],
      });
    const who = userId === undefined ? { emailKey: (email ?? '').toLowerCase() } : { id: userId };
    return this.#inTransaction(async (manager) => {
      const user = await manager.findOneBy(userTable, who);
      if (user === null) throw new PatchbayError('user-not-found');
      const member = { projectId: caller.projectId, userId: user.id };
      if (await manager.existsBy(projectMemberTable, member))
        throw new PatchbayError('conflict', 'The user belongs to this project already; change the role.');
      const row = { ...member, role, createdAt: now() };
      await insertRows(manager, projectMemberTable, row);
      await this.#record(manager, caller, 'member.added', user.id, { role });
      return toMember(row, user);
    });
  }

  /** @throws PatchbayError `member-not-found`, `last-admin` */
  change(caller: Caller, userId: string, role: Role): Promise<Member> {
    return this.#inTransaction(async (manager) => {
      const { member, user } = await requireMember(manager, caller.projectId, userId);
      if (role !== 'admin') await refuseLastAdmin(manager, member);
      const { projectId } = member;
      await updateRows(manager, projectMemberTable, { projectId, userId }, { role });
      await this.#record(manager, caller, 'member.changed', userId, { role, before: member.role });
      return toMember({ ...member, role }, user);
    });
  }

  /** Runs that he started lease nothing more in it. @throws PatchbayError `member-not-found`, `last-admin` */
  async remove(caller: Caller, userId: string): Promise<void> {
    await this.#inTransaction(async (manager) => {
      const { member } = await requireMember(manager, caller.projectId, userId);
      await refuseLastAdmin(manager, member);
      await manager.delete(projectMemberTable, { projectId: member.projectId, userId });
      await endShares(manager, member);
      await this.#record(manager, caller, 'member.removed', userId, { role: member.role });
    });
  }

  #inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.store.transaction(async (manager) => {
      await takeLock(manager, peopleLock);
      return work(manager);
    });
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    userId: string,
    details: Record<string, string>,
  ): Promise<void> {
    const { projectId } = caller;
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'user', subjectId: userId };
    return this.audit.append({ ...entry, details }, manager);
  }
}

/** Should he come back, nobody will remember that things were shared with him. */
async function endShares(manager: EntityManager, { projectId, userId }: ProjectMemberRow): Promise<void> {
  const connections = await manager.find(connectionTable, {
    where: { projectId, scope: 'personal' },
    select: { id: true },
  });
  const ids = connections.map(({ id }) => id);
  if (ids.length > 0) await manager.delete(connectionShareTable, { userId, connectionId: In(ids) });
}

async function requireMember(
  manager: EntityManager,
  projectId: string,
  userId: string,
): Promise<{ member: ProjectMemberRow; user: UserRow }> {
  const member = await manager.findOneBy(projectMemberTable, { projectId, userId });
  const user = member === null ? null : await manager.findOneBy(userTable, { id: userId });
  if (member === null || user === null) throw new PatchbayError('member-not-found');
  return { member, user };
}

/** Under `peopleLock`: of two administrators who remove each other at once, one must stay. */
async function refuseLastAdmin(
  manager: EntityManager,
  { projectId, userId, role }: ProjectMemberRow,
): Promise<void> {
  if (role !== 'admin') return;
  const others = { projectId, role: 'admin' as const, userId: Not(userId) };
  if (await manager.existsBy(projectMemberTable, others)) return;
  throw new PatchbayError(
    'last-admin',
    'Nobody else could administer the project then; make another member administrator first.',
  );
}

function toMember({ role, createdAt }: ProjectMemberRow, { id, name, email, disabled }: UserRow): Member {
  return { user: { id, name, email, disabled }, role, createdAt };
}
