import { Injectable } from '@nestjs/common';
import type { RotateInput, RotationAnswer } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import type { CatalogConnector } from '../plugins/catalog.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { EnvironmentsService } from '../secrets/environments.service.js';
import { planOverride, planRotation, secretsOf } from './config-plan.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionRows } from './connection-rows.js';
import type { ConnectionRow } from './connection.table.js';
import { storedPart } from './new-connection.js';
import { SecretExchange } from './secret-exchange.js';
import { SecretHistory } from './secret-history.js';
import { versionConflict } from './version-conflict.js';

/** Replaces the secrets of a connection by new ones, or by earlier ones; nothing changes unless they pass the test. */
@Injectable()
export class ConnectionRotator {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly opener: ConnectionOpener,
    private readonly history: SecretHistory,
    private readonly exchange: SecretExchange,
    private readonly environments: EnvironmentsService,
  ) {}

  /**
   * @throws PatchbayError `validation-failed`, `secret-not-set`, `identity-immutable`, `secret-reentry-required`,
   * `connection-quarantined`, `connector-unavailable`, `rotation-test-failed`, `version-conflict`
   */
  async rotate(caller: Caller, id: string, input: RotateInput): Promise<RotationAnswer> {
    const { row, connector, opened } = await this.#start(caller, id);
    if (input.version !== undefined && input.version !== row.version) throw versionConflict();
    const plan = planRotation(connector.fields, row, input.secrets as JsonObject);
    const candidate = { ...storedPart(connector, plan), secrets: secretsOf(plan, opened) };
    const { forceSave = false, dryRun = false, reason = null, environment } = input;
    if (environment !== undefined) await this.environments.require(caller.projectId, environment);
    return this.exchange.run(caller, row, opened, candidate, {
      forceSave,
      dryRun,
      reason,
      isRollback: false,
      environment,
    });
  }

  /**
   * Puts back earlier secrets together with the configuration that they were live with: a colleague may have pointed
   * the connection elsewhere since, and an earlier secret must not follow.
   * @throws PatchbayError like `rotate`, and `secret-history-not-found`, `open-failed`
   */
  async rollback(caller: Caller, id: string, historyId: string): Promise<RotationAnswer> {
    const { row, connector, opened } = await this.#start(caller, id);
    const earlier = await this.history.open(row, historyId);
    const plan = planOverride(connector.fields, earlier.stored, {});
    const candidate = { ...storedPart(connector, plan), secrets: secretsOf(plan, earlier.opened) };
    const options = { forceSave: false, dryRun: false, reason: null, isRollback: true };
    return this.exchange.run(caller, row, opened, candidate, options);
  }

  async #start(
    caller: Caller,
    id: string,
  ): Promise<{ row: ConnectionRow; connector: CatalogConnector; opened: JsonObject }> {
    const row = await this.rows.require(this.store.manager, caller, id);
    const connector = this.catalog.connector(row.type);
    if (connector === undefined)
      throw new PatchbayError('connector-unavailable', `No installed plugin declares the type ${row.type}.`);
    // A disabled connection may get new secrets before it is enabled again; one that does not open has to be edited.
    this.opener.refuseUnusable({ ...row, disabled: false });
    return { row, connector, opened: await this.opener.openSecrets(row) };
  }
}
