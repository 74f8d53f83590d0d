import { Injectable } from '@nestjs/common';
import type { ConnectionCreate, ConnectionDetail } from '@patchbay/contracts';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import type { MergePlan } from '@patchbay/fields';
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/audit-entry.js';
import { AuditService } from '../audit/audit.service.js';
import { insertRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { warningsOf } from './config-plan.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionOpener, type Opened, type OpenFor } from './connection-opener.js';
import { ConnectionRows, deleteConnectionRows, type Viewer } from './connection-rows.js';
import { storeSecretUses } from './connection-secret-uses.js';
import { detailOf } from './connection-view.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import { refuseInUse } from './dependents.js';
import { NewConnection } from './new-connection.js';
import { refuseRestricted, type ConnectionUsePlace } from './restrictions.js';
import { takenName } from './taken-name.js';
import { SurroundingsReader } from './surroundings.js';
import { usableRow } from './usable-row.js';

/** Creates, shows, deletes and opens connections; changing one is `ConnectionChanger`'s. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly fresh: NewConnection,
    private readonly opener: ConnectionOpener,
    private readonly surroundings: SurroundingsReader,
    private readonly audit: AuditService,
    private readonly events: ConnectionEvents,
  ) {}

  /** @throws PatchbayError `connector-not-found`, `validation-failed`, `secret-not-set`, `connection-name-taken` */
  async create(caller: Caller, input: ConnectionCreate): Promise<ConnectionDetail> {
    const connector = this.catalog.requireConnector(input.type);
    return this.insert(caller, this.fresh.build(caller, connector, input));
  }

  /** @param copyOf the connection that this one was made after */
  async insert(
    caller: Caller,
    { row, plan }: { row: ConnectionRow; plan: MergePlan },
    copyOf?: string,
  ): Promise<ConnectionDetail> {
    await takenName(() =>
      this.store.transaction(async (manager) => {
        await this.rows.refuseTakenName(manager, row);
        await this.insertAll(manager, caller, [row], copyOf === undefined ? {} : { copyOf });
      }),
    );
    return this.#detail(row, warningsOf(plan));
  }

  /** Writes new rows and their records; the unique index alone keeps their names apart. */
  async insertAll(
    manager: EntityManager,
    caller: Caller,
    rows: readonly ConnectionRow[],
    more: Record<string, string> = {},
  ): Promise<void> {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const some = rows.slice(from, from + rowsAtOnce);
      await insertRows(manager, connectionTable, some);
      for (const row of some) await storeSecretUses(manager, this.catalog.connector(row.type)?.fields, row);
      const entries = some.map((row) => recordOf(caller, 'connection.created', row, more));
      await this.audit.append(entries, manager);
    }
  }

  async get(caller: Caller, id: string): Promise<ConnectionDetail> {
    return this.#detail(await this.rows.require(this.store.manager, caller, id));
  }

  /** @throws PatchbayError `connection-in-use` unless `detach`: then what used it keeps an empty place */
  async delete(caller: Caller, id: string, detach: boolean): Promise<void> {
    await this.store.transaction(async (manager) => {
      // Before anybody looks for users: a pattern that is being saved holds what it uses.
      const row = await this.rows.requireLocked(manager, caller, id);
      if (!detach) await refuseInUse(manager, id);
      await deleteConnectionRows(manager, id);
      await this.audit.append(recordOf(caller, 'connection.deleted', row), manager);
    });
    this.events.changed(id);
  }

  /**
   * Opens a connection for a step, with the rights of whoever started the run. The caller records the lease
   * before the answer leaves the host.
   * @param place the step; without one what the connection is restricted to is not asked
   * @throws PatchbayError `connection-not-found`, `connection-disabled`, `connection-quarantined`,
   * `connector-unavailable`, `secret-value-missing`
   */
  async openForLease(
    connectionId: string,
    starter: Viewer,
    options: OpenFor = {},
    place?: ConnectionUsePlace,
  ): Promise<Opened> {
    const { row, isSeen } = await usableRow(this.store.direct, starter, connectionId);
    if (place !== undefined) refuseRestricted(row.restrictions, place);
    try {
      return await this.opener.open(row, options);
    } catch (error) {
      // What it is called is not for those who may only use it; problems of the opener name it.
      throw isSeen || !isPatchbayError(error) ? error : new PatchbayError(error.code);
    }
  }

  async #detail(row: ConnectionRow, warnings?: ConnectionDetail['warnings']): Promise<ConnectionDetail> {
    const around = await this.surroundings.of(this.store.manager, [row]);
    return detailOf(row, around(row), warnings);
  }
}

/** SQLite takes at most 32,766 parameters in one statement. */
const rowsAtOnce = 500;

function recordOf(
  caller: Caller,
  action: string,
  { id: subjectId, projectId, name, type, version, scope }: ConnectionRow,
  more: Record<string, string> = {},
): AuditEntry {
  const entry = { projectId, actor: actorOf(caller), action, subjectType: 'connection', subjectId };
  return { ...entry, details: { name, type, version, scope, ...more } };
}
