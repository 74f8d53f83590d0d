import { Injectable } from '@nestjs/common';
import type { ConnectionListQuery, ConnectionPage } from '@patchbay/contracts';
import { readRows } from '../database/read-rows.js';
import { Store } from '../database/store.js';
import { pageBy } from '../http/page.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ConnectionChoices } from './connection-choices.js';
import { filterByRow, filterByStatus } from './connection-filters.js';
import { ConnectionRows, type Viewer } from './connection-rows.js';
import { summaryColumns, summaryOf } from './connection-view.js';
import { SurroundingsReader } from './surroundings.js';

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
    filterByRow(query, filter);
    const hidden =
      filter.usable === true && filter.cursor === undefined
        ? { hidden: await this.choices.hidden(query.clone(), filter) }
        : {};
    this.choices.narrow(query, filter);
    const known = this.catalog.connectors().map(({ description }) => description.type);
    filterByStatus(query, filter.status, known);
    const { rows, nextCursor } = await pageBy(query, 'connection', 'createdAt', filter, (narrowed) =>
      readRows(narrowed, summaryColumns),
    );
    const around = await this.surroundings.of(manager, rows);
    return { items: rows.map((row) => summaryOf(row, around(row))), nextCursor, ...hidden };
  }
}
