import type { UserDetail } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Not, type EntityManager } from 'typeorm';
import { projectMemberTable, projectTable, type ProjectMemberRow } from '../projects/project.table.js';
import { userTable, type UserRow } from './user.table.js';

/** @throws PatchbayError `user-not-found` */
export async function requireUser(manager: EntityManager, id: string): Promise<UserRow> {
  const row = await manager.findOneBy(userTable, { id });
  if (row === null) throw new PatchbayError('user-not-found');
  return row;
}

/**
 * Under `peopleLock`: of two administrators who remove each other at once, one must stay.
 * @throws PatchbayError `last-admin`
 */
export async function refuseLastInstanceAdmin(manager: EntityManager, user: UserRow): Promise<void> {
  if (user.instanceRole !== 'admin' || user.disabled) return;
  // Somebody who was invited and never came cannot let anybody in.
  const others = { instanceRole: 'admin' as const, disabled: false, passwordHash: Not(''), id: Not(user.id) };
  if (await manager.existsBy(userTable, others)) return;
  throw new PatchbayError(
    'last-admin',
    'Nobody else could look after users and projects then; make another user administrator first.',
  );
}

export async function membershipsOf(
  manager: EntityManager,
  userId: string,
): Promise<UserDetail['memberships']> {
  return manager
    .createQueryBuilder(projectMemberTable, 'member')
    .innerJoin(projectTable.options.name, 'project', 'project.id = member.projectId')
    .select('member.projectId', 'projectId')
    .addSelect('project.name', 'projectName')
    .addSelect('member.role', 'role')
    .where('member.userId = :userId', { userId })
    .orderBy('project.name')
    .getRawMany<{ projectId: string; projectName: string; role: ProjectMemberRow['role'] }>();
}
