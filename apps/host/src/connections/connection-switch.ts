import { Injectable } from '@nestjs/common';
import type { ConnectionDetail } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { actorOf, type Caller } from '../http/caller.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionRows } from './connection-rows.js';
import { connectionSecretHistoryTable } from './connection-secret-history.table.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { detailOf } from './connection-view.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import { SurroundingsReader } from './surroundings.js';

/** Turns connections off and on. It wins over every other change: the row is locked, and those find a new version. */
@Injectable()
export class ConnectionSwitch {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly secrets: ConnectionSecrets,
    private readonly surroundings: SurroundingsReader,
    private readonly audit: AuditService,
    private readonly events: ConnectionEvents,
  ) {}

  /** The next lease is refused, and runners close their clients once the steps that use them are over. */
  disable(caller: Caller, id: string): Promise<ConnectionDetail> {
    return this.#change(caller, id, 'connection.disabled', (row) =>
      row.disabled ? undefined : { disabled: true },
    );
  }

  /** @throws PatchbayError `connection-revoked` until its secrets are entered again */
  enable(caller: Caller, id: string): Promise<ConnectionDetail> {
    return this.#change(caller, id, 'connection.enabled', (row) => {
      if (row.revokedAt !== null)
        throw new PatchbayError('connection-revoked', 'Its secrets were destroyed; enter them again first.');
      return row.disabled ? { disabled: false } : undefined;
    });
  }

  /** Like `disable`, and destroys the secrets that are live and those of the history, which a rollback could fetch. */
  revoke(caller: Caller, id: string): Promise<ConnectionDetail> {
    return this.#change(caller, id, 'connection.revoked', (row, manager) => this.#destroy(row, manager));
  }

  async #destroy(row: ConnectionRow, manager: EntityManager): Promise<Partial<ConnectionRow>> {
    await manager.delete(connectionSecretHistoryTable, { connectionId: row.id });
    const sealedVersion = row.version + 1;
    return {
      disabled: true,
      revokedAt: now(),
      secretsSealed: this.secrets.seal({ ...row, sealedVersion }, {}),
      sealedVersion,
      secretKeys: [],
      secretsSetAt: null,
      quarantined: false,
      lastTest: null,
      lastTestedAt: null,
    };
  }

  async #change(caller: Caller, id: string, action: string, decide: Decision): Promise<ConnectionDetail> {
    const { row, changed } = await this.store.transaction(async (manager) => {
      const before = await this.rows.requireLocked(manager, caller, id);
      const changes = await decide(before, manager);
      if (changes === undefined) return { row: before, changed: false };
      const after = { ...changes, version: before.version + 1, updatedAt: now() };
      await updateRows(manager, connectionTable, { id }, after);
      await this.#record(manager, caller, action, before);
      return { row: { ...before, ...after }, changed: true };
    });
    if (changed) this.events.changed(id);
    const around = await this.surroundings.of(this.store.manager, [row]);
    return detailOf(row, around(row));
  }

  #record(manager: EntityManager, caller: Caller, action: string, row: ConnectionRow): Promise<void> {
    const { id: subjectId, projectId, name, version } = row;
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'connection', subjectId };
    return this.audit.append({ ...entry, details: { name, version: version + 1 } }, manager);
  }
}

/** What to change; undefined when it is so already. */
type Decision = (
  row: ConnectionRow,
  manager: EntityManager,
) => Partial<ConnectionRow> | undefined | Promise<Partial<ConnectionRow> | undefined>;
