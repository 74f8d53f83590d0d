import { Injectable } from '@nestjs/common';
import type { ConnectionDetail, ConnectionDuplicate } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { planCopy } from './config-plan.js';
import { ConnectionRows } from './connection-rows.js';
import { ConnectionsService } from './connections.service.js';
import { NewConnection } from './new-connection.js';

/** Copies a connection to another target: everything but its secrets, which whoever copies enters. */
@Injectable()
export class ConnectionDuplicator {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly fresh: NewConnection,
    private readonly connections: ConnectionsService,
  ) {}

  /** @throws PatchbayError `secret-reentry-required`, `validation-failed`, `connection-name-taken` */
  async duplicate(caller: Caller, id: string, input: ConnectionDuplicate): Promise<ConnectionDetail> {
    const row = await this.rows.require(this.store.manager, caller, id);
    const connector = this.catalog.requireConnector(row.type);
    const plan = planCopy(connector.fields, row, (input.config ?? {}) as JsonObject);
    const { description, tags, metadata, scope, outputSchemas, pool, restrictions } = row;
    const described = { description, tags, metadata, scope, outputSchemas, pool, restrictions, ...input };
    return this.connections.insert(
      caller,
      { row: this.fresh.rowOf(caller, connector, described, plan), plan },
      id,
    );
  }
}
