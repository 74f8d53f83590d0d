import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Session, User } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { peopleLock, takeLock } from '../database/locks.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { projectMemberTable, projectTable } from '../projects/project.table.js';
import { hashPassword, passwordMatches, refuseWeak } from './password.js';
import { csrfTokenOf } from './session-token.js';
import { SessionService } from './session.service.js';
import { userTable, type UserRow } from './user.table.js';

export interface FirstUser {
  email: string;
  password: string;
  name: string;
}

/** Where somebody logs in from. */
export interface Origin {
  userAgent: string | null;
  /** The session that the same browser had before, by the hash of its token. */
  replaces?: string | undefined;
}

const nowhere: Origin = { userAgent: null };

/** How people come in: the first one, logging in and out. */
@Injectable()
export class UsersService {
  constructor(
    private readonly store: Store,
    private readonly sessions: SessionService,
    private readonly audit: AuditService,
  ) {}

  async setupNeeded(manager: EntityManager = this.store.manager): Promise<boolean> {
    return !(await manager.exists(userTable));
  }

  /** @throws PatchbayError `setup-already-done`, `weak-password` */
  async setUp(first: FirstUser, origin = nowhere): Promise<Session> {
    if (!(await this.setupNeeded())) throw new PatchbayError('setup-already-done');
    refuseWeak(first.password, first.email);
    const passwordHash = await hashPassword(first.password);
    return this.store.transaction(async (manager) => {
      // Asked again inside, one after the other: two visitors may find the setup page at once.
      await takeLock(manager, peopleLock);
      if (!(await this.setupNeeded(manager))) throw new PatchbayError('setup-already-done');
      const user = await insertFirst(manager, first, passwordHash);
      return this.begin(manager, user, 'user.created', origin);
    });
  }

  /** @throws PatchbayError `invalid-login`, the same for every reason */
  async logIn(email: string, password: string, origin = nowhere): Promise<Session> {
    const user = await this.store.manager.findOneBy(userTable, { emailKey: email.toLowerCase() });
    const matches = await passwordMatches(user?.passwordHash, password);
    if (user !== null && matches && !user.disabled) {
      return this.store.transaction((manager) => this.begin(manager, user, 'user.loggedIn', origin));
    }
    await this.audit.append({
      projectId: null,
      actor: 'system',
      action: 'user.loginRefused',
      subjectType: 'user',
      subjectId: user?.id ?? null,
    });
    throw new PatchbayError('invalid-login');
  }

  async logOut(userId: string, tokenHash: string): Promise<void> {
    await this.store.transaction(async (manager) => {
      await this.sessions.end(tokenHash, manager);
      await this.#record(manager, userId, 'user.loggedOut');
    });
  }

  /** A new session, recorded as `action`; what the browser had before ends, so that nobody can plant one. */
  async begin(
    manager: EntityManager,
    user: UserRow,
    action: string,
    { userAgent, replaces }: Origin,
  ): Promise<Session> {
    if (replaces !== undefined) await this.sessions.end(replaces, manager);
    const { token, expiresAt } = await this.sessions.begin(user.id, manager, userAgent);
    await this.#record(manager, user.id, action);
    return { token, expiresAt, csrfToken: csrfTokenOf(token), user: toUser(user) };
  }

  async get(userId: string): Promise<User> {
    return toUser(await this.store.manager.findOneByOrFail(userTable, { id: userId }));
  }

  #record(manager: EntityManager, id: string, action: string): Promise<void> {
    return this.audit.append(
      { projectId: null, actor: `user:${id}`, action, subjectType: 'user', subjectId: id },
      manager,
    );
  }
}

export function toUser({ id, email, name, instanceRole, disabled, passwordHash, createdAt }: UserRow): User {
  return { id, email, name, instanceRole, disabled, pending: passwordHash === '', createdAt };
}

async function insertFirst(
  manager: EntityManager,
  { email, name }: FirstUser,
  passwordHash: string,
): Promise<UserRow> {
  const user = newUser({ email, name, passwordHash, instanceRole: 'admin' });
  const project = await manager.findOneByOrFail(projectTable, { isDefault: true });
  await insertRows(manager, userTable, user);
  const member = { projectId: project.id, userId: user.id, role: 'admin' as const };
  await insertRows(manager, projectMemberTable, { ...member, createdAt: user.createdAt });
  return user;
}

export function newUser(given: Pick<UserRow, 'email' | 'name' | 'passwordHash' | 'instanceRole'>): UserRow {
  const emailKey = given.email.toLowerCase();
  return { id: randomUUID(), ...given, emailKey, disabled: false, createdAt: now() };
}
