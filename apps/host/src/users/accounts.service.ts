import { Injectable } from '@nestjs/common';
import type { User, UserCreate, UserCreated, UserDetail, UserPatch } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { peopleLock, takeLock } from '../database/locks.js';
import { insertRows, updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { writeUnique } from '../database/unique.js';
import { actorOf, type Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import { projectMemberTable, projectTable } from '../projects/project.table.js';
import { membershipsOf, refuseLastInstanceAdmin, requireUser } from './account-rows.js';
import { hashPassword, refuseWeak } from './password.js';
import { PasswordLinks } from './password-links.js';
import { SessionService } from './session.service.js';
import { userTable, type UserRow } from './user.table.js';
import { newUser, toUser } from './users.service.js';

/** The users of the installation, as its administrators see and change them. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly store: Store,
    private readonly sessions: SessionService,
    private readonly links: PasswordLinks,
    private readonly audit: AuditService,
  ) {}

  async list(query: PageQuery & { q?: string }): Promise<{ items: User[]; nextCursor: string | null }> {
    const found = this.store.manager.createQueryBuilder(userTable, 'user').where('1 = 1');
    if (query.q !== undefined) {
      const pattern = `%${query.q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
      found.andWhere(
        "(LOWER(user.name) LIKE :pattern ESCAPE '\\' OR user.emailKey LIKE :pattern ESCAPE '\\')",
        { pattern },
      );
    }
    const { rows, nextCursor } = await page(found, 'user', 'createdAt', query);
    return { items: rows.map(toUser), nextCursor };
  }

  async get(id: string): Promise<UserDetail> {
    return this.#detail(await requireUser(this.store.manager, id));
  }

  /** @throws PatchbayError `weak-password`, `email-taken`, `project-not-found` */
  async create(caller: Caller, input: UserCreate): Promise<UserCreated> {
    const { email, name, password, instanceRole = 'member', memberships = [] } = input;
    if (password !== undefined) refuseWeak(password, email);
    const passwordHash = password === undefined ? '' : await hashPassword(password);
    const user = newUser({ email, name, passwordHash, instanceRole });
    const passwordLink = await takenEmail(() =>
      this.store.transaction(async (manager) => {
        await insertRows(manager, userTable, user);
        await this.#join(manager, user, memberships);
        await this.#record(manager, caller, 'user.created', user, { instanceRole, memberships });
        return password === undefined ? this.links.make(manager, caller, user) : undefined;
      }),
    );
    return { ...(await this.#detail(user)), ...(passwordLink === undefined ? {} : { passwordLink }) };
  }

  /** @throws PatchbayError `user-not-found`, `email-taken`, `last-admin` */
  change(caller: Caller, id: string, patch: UserPatch): Promise<UserDetail> {
    const changes = {
      ...patch,
      ...(patch.email === undefined ? {} : { emailKey: patch.email.toLowerCase() }),
    };
    return this.#change(caller, id, 'user.changed', changes, patch.instanceRole === 'member');
  }

  /** Sessions end at once; API tokens are refused from now on, and runs that he started lease nothing more. */
  disable(caller: Caller, id: string): Promise<UserDetail> {
    return this.#change(caller, id, 'user.disabled', { disabled: true }, true);
  }

  enable(caller: Caller, id: string): Promise<UserDetail> {
    return this.#change(caller, id, 'user.enabled', { disabled: false }, false);
  }

  async #change(
    caller: Caller,
    id: string,
    action: string,
    changes: Partial<UserRow>,
    losesOffice: boolean,
  ): Promise<UserDetail> {
    const row = await takenEmail(() =>
      this.store.transaction(async (manager) => {
        await takeLock(manager, peopleLock);
        const before = await requireUser(manager, id);
        if (losesOffice) await refuseLastInstanceAdmin(manager, before);
        if (Object.keys(changes).length > 0) await updateRows(manager, userTable, { id }, changes);
        if (changes.disabled === true) await this.sessions.endAll(id, manager);
        const { name: _name, email: _email, emailKey: _key, ...plain } = changes;
        const changed = Object.keys(changes).filter((column) => column !== 'emailKey');
        await this.#record(manager, caller, action, before, { changed, ...plain });
        return { ...before, ...changes };
      }),
    );
    return this.#detail(row);
  }

  async #join(
    manager: EntityManager,
    user: UserRow,
    memberships: NonNullable<UserCreate['memberships']>,
  ): Promise<void> {
    const ids = [...new Set(memberships.map(({ projectId }) => projectId))];
    const known = await manager.countBy(projectTable, { id: In(ids) });
    if (known !== memberships.length)
      throw new PatchbayError('validation-failed', {
        errors: [{ pointer: '/memberships', detail: 'names a project that does not exist, or one twice' }],
      });
    const rows = memberships.map((member) => ({ ...member, userId: user.id, createdAt: now() }));
    if (rows.length > 0) await insertRows(manager, projectMemberTable, rows);
  }

  async #detail(row: UserRow): Promise<UserDetail> {
    return { ...toUser(row), memberships: await membershipsOf(this.store.manager, row.id) };
  }

  /** Neither name nor address: a record cannot be forgotten when a person has to be. */
  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    { id: subjectId }: UserRow,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const entry = { projectId: null, actor: actorOf(caller), action, subjectType: 'user', subjectId };
    return this.audit.append({ ...entry, details }, manager);
  }
}

function takenEmail<T>(write: () => Promise<T>): Promise<T> {
  const errors = [{ pointer: '/email', detail: 'is the address of another user' }];
  return writeUnique(write, () => new PatchbayError('email-taken', { errors }));
}
