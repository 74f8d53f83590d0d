import { Injectable } from '@nestjs/common';
import type { ConnectionListQuery, ConnectionSummary } from '@patchbay/contracts';
import type { SelectQueryBuilder } from 'typeorm';
import { Store } from '../database/store.js';
import { page } from '../http/page.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ConnectionRows, type Viewer } from './connection-rows.js';
import { summaryOf } from './connection-view.js';
import type { ConnectionRow } from './connection.table.js';
import { SurroundingsReader } from './surroundings.js';

type Query = SelectQueryBuilder<ConnectionRow>;

/** The list of connections with its filters; three queries, however long it is. */
@Injectable()
export class ConnectionList {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly surroundings: SurroundingsReader,
  ) {}

  async list(
    viewer: Viewer,
    filter: ConnectionListQuery,
  ): Promise<{ items: ConnectionSummary[]; nextCursor: string | null }> {
    const { manager } = this.store;
    const query = this.rows.visible(manager, viewer);
    this.#filterByType(query, filter);
    this.#filterByStatus(query, filter.status);
    if (filter.owner !== undefined) query.andWhere('connection.ownerId = :owner', { owner: filter.owner });
    if (filter.q !== undefined) searchText(query, filter.q);
    const { rows, nextCursor } = await page(query, 'connection', 'createdAt', filter);
    const around = await this.surroundings.of(manager, rows);
    return { items: rows.map((row) => summaryOf(row, around(row))), nextCursor };
  }

  #filterByType(query: Query, { type, category, capability }: ConnectionListQuery): void {
    if (type !== undefined) {
      query.andWhere('connection.type = :type', {
        type: this.catalog.connector(type)?.description.type ?? type,
      });
    }
    if (category === undefined && capability === undefined) return;
    const fitting = this.catalog
      .connectors()
      .map(({ description }) => description)
      .filter((known) => category === undefined || known.category === category)
      .filter((known) => capability === undefined || known.capabilities.includes(capability));
    query.andWhere('connection.type IN (:...fitting)', {
      fitting: orNone(fitting.map((known) => known.type)),
    });
  }

  #filterByStatus(query: Query, status: string | undefined): void {
    if (status === undefined) return;
    if (status === 'quarantined') return void query.andWhere('connection.quarantined = :yes', { yes: true });
    query.andWhere('connection.quarantined = :no AND connection.disabled = :disabled', {
      no: false,
      disabled: status === 'disabled',
    });
    if (status === 'disabled') return;
    const known = orNone(this.catalog.connectors().map(({ description }) => description.type));
    query.andWhere(`connection.type ${status === 'active' ? '' : 'NOT '}IN (:...known)`, { known });
    if (status !== 'active' && status !== 'unknownType') query.andWhere('1 = 0');
  }
}

/** `IN ()` is no SQL; no type is called by the empty text. */
function orNone(types: string[]): string[] {
  return types.length === 0 ? [''] : types;
}

function searchText(query: Query, text: string): void {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  query.andWhere(
    "(LOWER(connection.name) LIKE :pattern ESCAPE '\\' OR LOWER(connection.description) LIKE :pattern ESCAPE '\\')",
    { pattern },
  );
}
