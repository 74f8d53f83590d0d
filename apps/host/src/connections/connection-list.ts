import { Injectable } from '@nestjs/common';
import type { ConnectionListQuery, ConnectionPage } from '@patchbay/contracts';
import type { SelectQueryBuilder } from 'typeorm';
import { readRows } from '../database/read-rows.js';
import { Store } from '../database/store.js';
import { pageBy } from '../http/page.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ConnectionChoices, orNone } from './connection-choices.js';
import { ConnectionRows, type Viewer } from './connection-rows.js';
import { summaryColumns, summaryOf } from './connection-view.js';
import type { ConnectionRow } from './connection.table.js';
import { SurroundingsReader } from './surroundings.js';

type Query = SelectQueryBuilder<ConnectionRow>;

/** The list of connections with its filters; three queries, however long it is, and one for what `usable` hides. */
@Injectable()
export class ConnectionList {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly surroundings: SurroundingsReader,
    private readonly choices: ConnectionChoices,
  ) {}

  async list(viewer: Viewer, filter: ConnectionListQuery): Promise<ConnectionPage> {
    const { manager } = this.store;
    const query = this.rows.visible(manager, viewer);
    if (filter.owner !== undefined) query.andWhere('connection.ownerId = :owner', { owner: filter.owner });
    if (filter.q !== undefined) searchText(query, filter.q);
    const hidden =
      filter.usable === true && filter.cursor === undefined
        ? { hidden: await this.choices.hidden(query.clone(), filter) }
        : {};
    this.choices.narrow(query, filter);
    this.#filterByStatus(query, filter.status);
    const { rows, nextCursor } = await pageBy(query, 'connection', 'createdAt', filter, (narrowed) =>
      readRows(narrowed, summaryColumns),
    );
    const around = await this.surroundings.of(manager, rows);
    return { items: rows.map((row) => summaryOf(row, around(row))), nextCursor, ...hidden };
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

function searchText(query: Query, text: string): void {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  query.andWhere(
    "(LOWER(connection.name) LIKE :pattern ESCAPE '\\' OR LOWER(connection.description) LIKE :pattern ESCAPE '\\')",
    { pattern },
  );
}
