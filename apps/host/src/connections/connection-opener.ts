import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import { joinConfig, type JsonObject } from '@patchbay/fields';
import type { OpenedConnection } from '@patchbay/protocol';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import { poolOf } from './pool.js';

/** Opens sealed connections; a row whose blob does not open is quarantined, never changed. */
@Injectable()
export class ConnectionOpener {
  constructor(
    private readonly store: Store,
    private readonly secrets: ConnectionSecrets,
    private readonly catalog: CatalogService,
    private readonly audit: AuditService,
  ) {}

  /**
   * The whole configuration, for a runner. `openVersion` is what it has open already: then nothing is opened.
   * @throws PatchbayError `connection-disabled`, `connection-quarantined`, `connector-unavailable`
   */
  async open(row: ConnectionRow, openVersion?: number): Promise<OpenedConnection> {
    this.refuseUnusable(row);
    const { id, type, version } = row;
    const opened = { connectionId: id, version, connectorType: type, pool: poolOf(row) };
    if (openVersion === version) return opened;
    return { ...opened, config: joinConfig(row.config, await this.openSecrets(row)) };
  }

  refuseUnusable(row: ConnectionRow): void {
    if (row.disabled)
      throw new PatchbayError('connection-disabled', `The connection "${row.name}" is disabled.`);
    if (row.quarantined) throw quarantined(row);
    const connector = this.catalog.connector(row.type)?.description;
    if (connector?.available === true) return;
    const why = connector?.unavailableReason ?? `No installed plugin declares the type ${row.type}.`;
    throw new PatchbayError('connector-unavailable', `"${row.name}" cannot be opened: ${why}`);
  }

  /** @throws PatchbayError `connection-quarantined` */
  async openSecrets(row: ConnectionRow): Promise<JsonObject> {
    const secrets = this.secrets.open(row);
    if (secrets !== undefined) return secrets;
    await this.#quarantine(row);
    throw quarantined(row);
  }

  async #quarantine({ id, projectId, name, version }: ConnectionRow): Promise<void> {
    await this.store.transaction(async (manager) => {
      if (
        (await updateRows(manager, connectionTable, { id, quarantined: false }, { quarantined: true })) === 0
      )
        return;
      const entry = {
        projectId,
        actor: 'system',
        action: 'connection.quarantined',
        subjectType: 'connection',
        subjectId: id,
      };
      await this.audit.append({ ...entry, details: { name, version } }, manager);
    });
  }
}

function quarantined({ name }: ConnectionRow): PatchbayError {
  return new PatchbayError(
    'connection-quarantined',
    `The stored credentials of "${name}" do not open: they are damaged or were moved here. Nothing was changed; enter every secret again.`,
  );
}
