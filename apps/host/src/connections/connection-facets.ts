import { Injectable } from '@nestjs/common';
import type { ConnectionFacets as Facets, Metadata } from '@patchbay/contracts';
import { In } from 'typeorm';
import { Store } from '../database/store.js';
import { userTable } from '../users/user.table.js';
import { ConnectionRows, type Viewer } from './connection-rows.js';

/** Nobody chooses among more; a link leads to any. */
const mostMetadata = 200;

/** By what the list can be narrowed besides what the catalog says: the owners, tags and metadata that there are. */
@Injectable()
export class ConnectionFacets {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
  ) {}

  async of(viewer: Viewer): Promise<Facets> {
    const [owners, tags, metadata] = await Promise.all([
      this.#owners(viewer),
      this.#different<string[]>(viewer, 'tags'),
      this.#different<Metadata>(viewer, 'metadata'),
    ]);
    const entries = metadata.flatMap((one) => Object.entries(one).map(([name, value]) => `${name}:${value}`));
    return { owners, tags: sorted(tags.flat()), metadata: sorted(entries).slice(0, mostMetadata) };
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

  /** What stands in a column of JSON, each once. */
  async #different<T>(viewer: Viewer, column: 'tags' | 'metadata'): Promise<T[]> {
    const found = await this.rows
      .visible(this.store.manager, viewer)
      .select(`connection.${column}`, 'text')
      .distinct(true)
      .getRawMany<{ text: string }>();
    return found.map(({ text }) => JSON.parse(text) as T);
  }
}

function sorted(texts: string[]): string[] {
  return [...new Set(texts)].sort((one, other) => one.localeCompare(other));
}
