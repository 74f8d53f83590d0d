import { Injectable } from '@nestjs/common';
import type { ConnectionFacets as Facets } from '@patchbay/contracts';
import { In } from 'typeorm';
import { Store } from '../database/store.js';
import { userTable } from '../users/user.table.js';
import { ConnectionRows, type Viewer } from './connection-rows.js';

/** By what the list can be narrowed besides what the catalog says: the owners and tags that there are. */
@Injectable()
export class ConnectionFacets {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
  ) {}

  async of(viewer: Viewer): Promise<Facets> {
    const [owners, tags] = await Promise.all([this.#owners(viewer), this.#tags(viewer)]);
    return { owners, tags };
  }

  async #owners(viewer: Viewer): Promise<Facets['owners']> {
    const { manager } = this.store;
    const found = await this.rows
      .visible(manager, viewer)
      .select('connection.ownerId', 'id')
      .andWhere('connection.ownerId IS NOT NULL')
      .distinct(true)
      .getRawMany<{ id: string }>();
    return manager.find(userTable, {
      where: { id: In(found.map(({ id }) => id)) },
      select: { id: true, name: true },
      order: { name: 'ASC' },
    });
  }

  async #tags(viewer: Viewer): Promise<string[]> {
    const found = await this.rows
      .visible(this.store.manager, viewer)
      .select('connection.tags', 'tags')
      .distinct(true)
      .getRawMany<{ tags: string }>();
    const tags = found.flatMap((row) => JSON.parse(row.tags) as string[]);
    return [...new Set(tags)].sort((one, other) => one.localeCompare(other));
  }
}
