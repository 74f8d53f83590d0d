import { Injectable } from '@nestjs/common';
import type { PasswordLink, Session } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { LessThan, MoreThan, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { insertRows, updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { requireUser } from './account-rows.js';
import { hashPassword, refuseWeak } from './password.js';
import { passwordLinkTable } from './password-link.table.js';
import { hashToken, newToken } from './session-token.js';
import { SessionService } from './session.service.js';
import { userTable, type UserRow } from './user.table.js';
import { UsersService, type Origin } from './users.service.js';

/** Links by which somebody who was invited, or forgot it, chooses a password; no administrator ever knows it. */
@Injectable()
export class PasswordLinks {
  constructor(
    private readonly store: Store,
    private readonly users: UsersService,
    private readonly sessions: SessionService,
    private readonly audit: AuditService,
  ) {}

  /** @throws PatchbayError `user-not-found` */
  makeFor(caller: Caller, userId: string): Promise<PasswordLink> {
    return this.store.transaction(async (manager) =>
      this.make(manager, caller, await requireUser(manager, userId)),
    );
  }

  /** A new one; those that the user had before work no more. */
  async make(manager: EntityManager, caller: Caller, { id: userId }: UserRow): Promise<PasswordLink> {
    const token = newToken();
    const createdAt = now();
    const expiresAt = new Date(Date.now() + weekMs).toISOString();
    await manager.delete(passwordLinkTable, { userId });
    await manager.delete(passwordLinkTable, { expiresAt: LessThan(createdAt) });
    await insertRows(manager, passwordLinkTable, {
      tokenHash: hashToken(token),
      userId,
      createdAt,
      expiresAt,
    });
    await this.audit.append(
      {
        projectId: null,
        actor: actorOf(caller),
        action: 'user.passwordLinkMade',
        subjectType: 'user',
        subjectId: userId,
      },
      manager,
    );
    return { token, path: `/password#${token}`, expiresAt };
  }

  /**
   * Whoever was logged in as the user before is logged out: the link may be the answer to a stolen password.
   * @throws PatchbayError `password-link-invalid`, the same for every reason; `weak-password`
   */
  async choose(token: string, password: string, origin: Origin): Promise<Session> {
    const tokenHash = hashToken(token);
    const user = await this.#userOf(this.store.manager, tokenHash);
    refuseWeak(password, user.email);
    const passwordHash = await hashPassword(password);
    return this.store.transaction(async (manager) => {
      // Deleted first: of two who use the link at once, one finds no row any more.
      const { affected } = await manager.delete(passwordLinkTable, { tokenHash });
      if (affected !== 1) throw new PatchbayError('password-link-invalid');
      await updateRows(manager, userTable, { id: user.id }, { passwordHash });
      await this.sessions.endAll(user.id, manager);
      return this.users.begin(manager, { ...user, passwordHash }, 'user.passwordChosen', origin);
    });
  }

  async #userOf(manager: EntityManager, tokenHash: string): Promise<UserRow> {
    const link = await manager.findOneBy(passwordLinkTable, { tokenHash, expiresAt: MoreThan(now()) });
    const user =
      link === null ? null : await manager.findOneBy(userTable, { id: link.userId, disabled: false });
    if (user === null) throw new PatchbayError('password-link-invalid');
    return user;
  }
}

const weekMs = 7 * 24 * 3_600_000;
