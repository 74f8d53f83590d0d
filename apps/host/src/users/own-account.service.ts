import { Injectable } from '@nestjs/common';
import type { Session, SessionSummary, User } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { requireUser } from './account-rows.js';
import { hashPassword, passwordMatches, refuseWeak } from './password.js';
import { SessionService } from './session.service.js';
import { userTable } from './user.table.js';
import { toUser, UsersService, type Origin } from './users.service.js';

/** What people change about themselves: name, password, where they are logged in. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly store: Store,
    private readonly users: UsersService,
    private readonly sessions: SessionService,
    private readonly audit: AuditService,
  ) {}

  rename(userId: string, name: string): Promise<User> {
    return this.store.transaction(async (manager) => {
      const user = await requireUser(manager, userId);
      await updateRows(manager, userTable, { id: userId }, { name });
      await this.#record(manager, userId, 'user.changed', { changed: ['name'] });
      return toUser({ ...user, name });
    });
  }

  /**
   * Every session ends, also that of whoever knew the old password; the caller gets a new one.
   * @throws PatchbayError `invalid-login` for a wrong current password, `weak-password`
   */
  async changePassword(
    userId: string,
    { currentPassword, password }: { currentPassword: string; password: string },
    origin: Origin,
  ): Promise<Session> {
    const user = await requireUser(this.store.manager, userId);
    if (!(await passwordMatches(user.passwordHash, currentPassword))) {
      await this.#record(undefined, userId, 'user.passwordRefused');
      throw new PatchbayError('invalid-login', {
        detail: 'The current password is wrong.',
        errors: [{ pointer: '/currentPassword', detail: 'is wrong' }],
      });
    }
    refuseWeak(password, user.email);
    const passwordHash = await hashPassword(password);
    return this.store.transaction(async (manager) => {
      // The hash in the condition: of two changes at once, the later finds that the password is another by now.
      const where = { id: userId, passwordHash: user.passwordHash };
      if ((await updateRows(manager, userTable, where, { passwordHash })) === 0)
        throw new PatchbayError('version-conflict', 'The password was changed meanwhile.');
      await this.sessions.endAll(userId, manager);
      return this.users.begin(manager, { ...user, passwordHash }, 'user.passwordChanged', origin);
    });
  }

  listSessions(userId: string, currentHash: string | undefined): Promise<SessionSummary[]> {
    return this.sessions.list(userId, currentHash);
  }

  /** @throws PatchbayError `session-not-found`, also for a session of somebody else */
  async endSession(userId: string, id: string): Promise<void> {
    await this.store.transaction(async (manager) => {
      if (!(await this.sessions.endById(userId, id, manager))) throw new PatchbayError('session-not-found');
      await this.#record(manager, userId, 'user.sessionEnded', { session: id });
    });
  }

  async endOtherSessions(userId: string, currentHash: string | undefined): Promise<void> {
    await this.store.transaction(async (manager) => {
      await this.sessions.endAll(userId, manager, currentHash);
      await this.#record(manager, userId, 'user.sessionsEnded');
    });
  }

  #record(
    manager: EntityManager | undefined,
    id: string,
    action: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const entry = { projectId: null, actor: `user:${id}`, action, subjectType: 'user', subjectId: id };
    return this.audit.append({ ...entry, details }, manager);
  }
}
