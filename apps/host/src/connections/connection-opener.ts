import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import type { OpenedConnection } from '@patchbay/protocol';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { CatalogService } from '../plugins/catalog.service.js';
import type { FoundSecret } from '../secrets/secret-reader.js';
import { defaultEnvironment } from '../secrets/environment.table.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { connectionTable } from './connection.table.js';
import { NamedSecrets, variantOf } from './named-secrets.js';
import { poolOf } from './pool.js';
import type { UsableRow } from './usable-row.js';

export interface OpenFor {
  /** Whose values of named secrets are meant; `development` when absent. */
  environment?: string | undefined;
  /** The newest version that the runner has open, and which variants of it. */
  openVersion?: number | undefined;
  openVariants?: readonly string[] | undefined;
}

/** A connection on its way to a runner. */
export interface Opened {
  connection: OpenedConnection;
  /** The named secrets that it uses; to be recorded before it leaves. */
  named: FoundSecret[];
}

/** Opens sealed connections; a row whose blob does not open is quarantined, never changed. */
@Injectable()
export class ConnectionOpener {
  constructor(
    private readonly store: Store,
    private readonly secrets: ConnectionSecrets,
    private readonly named: NamedSecrets,
    private readonly catalog: CatalogService,
    private readonly audit: AuditService,
  ) {}

  /**
   * The whole configuration, for a runner. What it has open already is not opened again.
   * @throws PatchbayError `connection-revoked`, `connection-disabled`, `connection-quarantined`,
   * `connector-unavailable`, `secret-value-missing`
   */
  async open(
    row: UsableRow,
    { environment = defaultEnvironment, openVersion, openVariants = [] }: OpenFor = {},
  ): Promise<Opened> {
    this.refuseUnusable(row);
    const { id, type, version, config } = row;
    const { fields } = this.catalog.requireConnector(type);
    const named = await this.named.find(row.projectId, { fields, config }, environment);
    const { variant } = variantOf(environment, named);
    const which = variant === undefined ? {} : { variant };
    const connection = { connectionId: id, version, connectorType: type, pool: poolOf(row), ...which };
    const isOpen = variant === undefined || openVariants.includes(variant);
    if (openVersion === version && isOpen) return { connection, named };
    const secrets = await this.openSecrets(row);
    return { connection: { ...connection, ...this.named.fill({ fields, config, secrets }, named) }, named };
  }

  refuseUnusable(row: UsableRow): void {
    if (row.disabled && row.revokedAt !== null)
      throw new PatchbayError(
        'connection-revoked',
        `The connection "${row.name}" was revoked: its secrets were destroyed. Enter them again, and enable it.`,
      );
    if (row.disabled)
      throw new PatchbayError('connection-disabled', `The connection "${row.name}" is disabled.`);
    if (row.quarantined) throw quarantined(row);
    const connector = this.catalog.connector(row.type)?.description;
    if (connector?.available === true) return;
    const why = connector?.unavailableReason ?? `No installed plugin declares the type ${row.type}.`;
    throw new PatchbayError('connector-unavailable', `"${row.name}" cannot be opened: ${why}`);
  }

  /** @throws PatchbayError `connection-quarantined` */
  async openSecrets(row: UsableRow): Promise<JsonObject> {
    const secrets = this.secrets.open(row);
    if (secrets !== undefined) return secrets;
    await this.#quarantine(row);
    throw quarantined(row);
  }

  async #quarantine({ id, projectId, name, version, secretsSealed }: UsableRow): Promise<void> {
    await this.store.transaction(async (manager) => {
      if (
        (await updateRows(
          manager,
          connectionTable,
          // Only what was looked at: it may have been entered or sealed anew meanwhile.
          { id, secretsSealed, quarantined: false },
          { quarantined: true },
        )) === 0
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

function quarantined({ name }: UsableRow): PatchbayError {
  return new PatchbayError(
    'connection-quarantined',
    `The stored credentials of "${name}" do not open: they are damaged or were moved here. Nothing was changed; enter every secret again.`,
  );
}
