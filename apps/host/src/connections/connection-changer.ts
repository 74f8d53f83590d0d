import { Injectable } from '@nestjs/common';
import type { ConnectionDetail, ConnectionPatch } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject, MergePlan } from '@patchbay/fields';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { planChange, secretsOf, touchesSecrets, warningsOf } from './config-plan.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionOpener } from './connection-opener.js';
import { storeSecretUses } from './connection-secret-uses.js';
import { ConnectionRows, nameSpaceOf } from './connection-rows.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { connectionShareTable } from './connection-share.table.js';
import { detailOf } from './connection-view.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import { ownerOf, storedPart } from './new-connection.js';
import { SurroundingsReader } from './surroundings.js';
import { nextTest } from './test-schedule.js';
import { takenName } from './taken-name.js';
import { versionConflict } from './version-conflict.js';

type Changes = Partial<ConnectionRow>;

/** Changes a connection: what describes it freely, its configuration by the mask rules. */
@Injectable()
export class ConnectionChanger {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly secrets: ConnectionSecrets,
    private readonly opener: ConnectionOpener,
    private readonly surroundings: SurroundingsReader,
    private readonly audit: AuditService,
    private readonly events: ConnectionEvents,
  ) {}

  /**
   * @throws PatchbayError `version-conflict`, `identity-immutable`, `secret-reentry-required`, `secret-not-set`,
   * `connection-quarantined` when a secret that does not open would be kept
   */
  async change(caller: Caller, id: string, patch: ConnectionPatch): Promise<ConnectionDetail> {
    const row = await this.rows.require(this.store.manager, caller, id);
    if (patch.version !== undefined && patch.version !== row.version) throw versionConflict();
    const plan = this.#plan(row, patch);
    const changed = await this.prepare(caller, row, patch, plan);
    await takenName(() => this.store.transaction((manager) => this.write(manager, caller, row, changed)));
    this.events.changed(id, changed.version);
    const around = await this.surroundings.of(this.store.manager, [changed]);
    return detailOf(changed, around(changed), plan === undefined ? [] : warningsOf(plan));
  }

  /** The row as the patch leaves it, sealed; `plan` is what its configuration leads to. */
  async prepare(
    caller: Caller,
    row: ConnectionRow,
    patch: ConnectionPatch,
    plan: MergePlan | undefined,
  ): Promise<ConnectionRow> {
    const changes = {
      ...describing(caller, row, patch),
      ...(plan === undefined ? {} : await this.#configure(row, plan)),
    };
    return { ...row, ...changes, version: row.version + 1, updatedAt: now() };
  }

  #plan(row: ConnectionRow, { config }: ConnectionPatch): MergePlan | undefined {
    if (config === undefined) return undefined;
    const connector = this.catalog.connector(row.type);
    if (connector !== undefined) return planChange(connector.fields, row, config as JsonObject);
    throw new PatchbayError(
      'connector-unavailable',
      `No installed plugin declares the type ${row.type}, so its fields are unknown.`,
    );
  }

  async #configure(row: ConnectionRow, plan: MergePlan): Promise<Changes> {
    const stored = {
      ...storedPart(this.catalog.requireConnector(row.type), plan),
      lastTest: null,
      lastTestedAt: null,
    };
    if (!touchesSecrets(plan)) return stored;
    // A blob that does not open may be replaced only by somebody who enters everything that was in it.
    const opened = plan.secrets.keep.length === 0 ? {} : await this.opener.openSecrets(row);
    const sealedVersion = row.version + 1;
    const secretsSealed = this.secrets.seal({ ...row, sealedVersion }, secretsOf(plan, opened));
    return {
      ...stored,
      secretsSealed,
      sealedVersion,
      secretsSetAt: now(),
      quarantined: false,
      revokedAt: null,
    };
  }

  /** @throws PatchbayError `version-conflict` when the row is not as it was before */
  async write(
    manager: EntityManager,
    caller: Caller,
    before: ConnectionRow,
    after: ConnectionRow,
  ): Promise<void> {
    const { id, version, name, projectId } = before;
    await this.rows.refuseTakenName(manager, after);
    if ((await updateRows(manager, connectionTable, { id, version }, after)) === 0) throw versionConflict();
    await storeSecretUses(manager, this.catalog.connector(after.type)?.fields, after, before);
    // Everybody may use it now; made personal again, it must not be shared with whom its owner forgot.
    if (after.scope !== before.scope) await manager.delete(connectionShareTable, { connectionId: id });
    const metadata = changedMembers(before.metadata, after.metadata);
    const details = {
      ...{ name, version: after.version, changed: changedMembers(before, after) },
      // Which of its names; its values are not for whoever reads the record.
      ...(metadata.length > 0 ? { metadata } : {}),
    };
    const entry = {
      projectId,
      actor: actorOf(caller),
      action: 'connection.changed',
      subjectType: 'connection',
      subjectId: id,
    };
    await this.audit.append({ ...entry, details }, manager);
  }
}

function describing(
  caller: Caller,
  row: ConnectionRow,
  { scope, config: _config, version: _version, testSchedule, metadata, ...given }: ConnectionPatch,
): Changes {
  const changes: Changes = { ...given };
  if (metadata !== undefined) changes.metadata = metadata ?? {};
  if (testSchedule !== undefined && testSchedule !== row.testSchedule)
    Object.assign(changes, { testSchedule, nextTestAt: nextTest(testSchedule, new Date()) });
  return scope === undefined || scope === row.scope
    ? changes
    : { ...changes, ...rescope(caller, row, scope) };
}

/** Only its owner may hide a connection from the project, or show it; else a colleague could take it away. */
function rescope(caller: Caller, row: ConnectionRow, scope: ConnectionRow['scope']): Changes {
  const ownerId = row.ownerId ?? ownerOf(caller, scope);
  if (ownerId !== (caller.userId ?? null))
    throw new PatchbayError('forbidden', 'Only its owner changes the scope of a connection.');
  return { scope, ownerId, nameSpace: nameSpaceOf(scope, ownerId) };
}

/** What differs between two rows, or between two values of one column. */
export function changedMembers<T extends object>(before: T, after: T): string[] {
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof T & string)[];
  return members.filter((member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]));
}
