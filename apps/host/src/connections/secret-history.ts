import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RotationStatus, SecretHistoryEntry } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import { Redactor } from '@patchbay/redaction';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import type { Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import type { StoredConfig } from './config-plan.js';
import { ConnectionRows } from './connection-rows.js';
import {
  connectionSecretHistoryTable,
  type ConnectionSecretHistoryRow,
} from './connection-secret-history.table.js';
import { ConnectionSecrets } from './connection-secrets.js';
import type { ConnectionRow } from './connection.table.js';

export interface Replacement {
  actor: string;
  reason: string | null;
  testStatus: RotationStatus;
}

/** Keeps the secrets that were live before; nobody but a rollback opens them. */
@Injectable()
export class SecretHistory {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly secrets: ConnectionSecrets,
    private readonly redactor: Redactor,
  ) {}

  async list(
    caller: Caller,
    connectionId: string,
    query: PageQuery,
  ): Promise<{ items: SecretHistoryEntry[]; nextCursor: string | null }> {
    await this.rows.require(this.store.manager, caller, connectionId);
    const found = this.store.manager
      .createQueryBuilder(connectionSecretHistoryTable, 'history')
      .where('history.connectionId = :connectionId', { connectionId });
    const { rows, nextCursor } = await page(found, 'history', 'replacedAt', query);
    return { items: rows.map(entryOf), nextCursor };
  }

  /** Takes down what is live; to be called in the transaction that replaces it. Returns the row's id. */
  async keep(
    manager: EntityManager,
    row: ConnectionRow,
    opened: JsonObject,
    { reason, ...how }: Replacement,
  ): Promise<string> {
    const place = { id: randomUUID(), connectionVersion: row.version };
    const { id: connectionId, config, secretKeys } = row;
    const secretsSealed = this.secrets.sealEarlier(row, place, opened);
    // People paste passwords into reasons.
    const redacted = reason === null ? null : this.redactor.redactText(reason);
    await insertRows(manager, connectionSecretHistoryTable, {
      ...place,
      connectionId,
      config,
      secretKeys,
      secretsSealed,
      ...how,
      reason: redacted,
      replacedAt: now(),
    });
    return place.id;
  }

  /** @throws PatchbayError `secret-history-not-found`, `open-failed` for a row that was changed or moved here */
  async open(row: ConnectionRow, historyId: string): Promise<{ stored: StoredConfig; opened: JsonObject }> {
    const where = { id: historyId, connectionId: row.id };
    const earlier = await this.store.manager.findOneBy(connectionSecretHistoryTable, where);
    if (earlier === null) throw new PatchbayError('secret-history-not-found');
    const opened = this.secrets.openEarlier(row, earlier);
    if (opened === undefined)
      throw new PatchbayError(
        'open-failed',
        'These earlier secrets are damaged or were moved here. Nothing was changed.',
      );
    return { stored: { config: earlier.config, secretKeys: earlier.secretKeys }, opened };
  }
}

function entryOf(row: ConnectionSecretHistoryRow): SecretHistoryEntry {
  const { id, connectionVersion: version, replacedAt: at, actor, reason, testStatus } = row;
  return { id, version, at, actor, reason, testStatus };
}
