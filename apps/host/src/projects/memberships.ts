import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import { operatorIn, type Caller } from '../http/caller.js';
import { projectMemberTable, projectTable } from './project.table.js';

/** Which project a request is about, and the role there. */
@Injectable()
export class Memberships {
  constructor(private readonly store: Store) {}

  /**
   * The same person in the wanted project; without one in that of his token, or the default one, or the oldest that he is in.
   * @returns undefined for somebody who is no member
   * @throws PatchbayError `project-not-found` for one that his token is not for
   */
  async enter<P extends Omit<Caller, keyof Place>>(
    person: P,
    wanted: string | undefined,
  ): Promise<(P & Place) | undefined> {
    const bound = person.token?.projectId ?? undefined;
    // It knows of no other project, whatever its owner may do there.
    if (bound !== undefined && wanted !== undefined && bound !== wanted) throw noSuchProject();
    const place =
      person.kind === 'operator'
        ? await this.#everywhere(wanted)
        : await this.#asMember(person.userId ?? '', wanted ?? bound);
    return place && { ...person, ...place };
  }

  /** @throws PatchbayError `project-not-found` */
  async operator(wanted?: string): Promise<Caller> {
    const operator = await this.enter(operatorIn(''), wanted);
    if (operator === undefined) throw noSuchProject();
    return operator;
  }

  exists(id: string): Promise<boolean> {
    return this.store.manager.existsBy(projectTable, { id });
  }

  async project(id: string): Promise<{ id: string; name: string }> {
    return this.store.manager.findOneOrFail(projectTable, {
      where: { id },
      select: { id: true, name: true },
    });
  }

  async #everywhere(wanted: string | undefined): Promise<Place | undefined> {
    const where = wanted === undefined ? { isDefault: true } : { id: wanted };
    const project = await this.store.manager.findOneBy(projectTable, where);
    return project === null ? undefined : { projectId: project.id, role: 'admin' };
  }

  async #asMember(userId: string, wanted: string | undefined): Promise<Place | undefined> {
    const query = this.store.manager
      .createQueryBuilder(projectMemberTable, 'member')
      .innerJoin(projectTable.options.name, 'project', 'project.id = member.projectId')
      .where('member.userId = :userId', { userId })
      .orderBy('project.isDefault', 'DESC')
      .addOrderBy('project.createdAt');
    if (wanted !== undefined) query.andWhere('project.id = :wanted', { wanted });
    const member = await query.getOne();
    return member === null ? undefined : { projectId: member.projectId, role: member.role };
  }
}

type Place = Pick<Caller, 'projectId' | 'role'>;

/** Also of one that somebody is no member of: foreign looks like missing. */
export function noSuchProject(): PatchbayError {
  return new PatchbayError('project-not-found');
}
