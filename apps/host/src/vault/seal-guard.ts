import { PatchbayError } from '@patchbay/errors';
import type { Vault } from '@patchbay/vault';
import type { EntitySubscriberInterface, InsertEvent, UpdateEvent } from 'typeorm';
import { sealedColumns } from './sealed-columns.js';
import { keyIdOfHead } from './sealed-rows.js';

/**
 * Refuses to store what was sealed before the master key changed and comes to be written after: it would lie under
 * the old key behind the back of the rotation, and be lost when that is retired.
 */
export class SealGuard implements EntitySubscriberInterface {
  constructor(private readonly vault: Vault) {}

  beforeInsert({ metadata, entity }: InsertEvent<Record<string, unknown>>): void {
    this.#check(metadata.tableName, entity);
  }

  beforeUpdate({ metadata, entity }: UpdateEvent<Record<string, unknown>>): void {
    if (entity !== undefined) this.#check(metadata.tableName, entity);
  }

  #check(table: string, values: Readonly<Record<string, unknown>>): void {
    for (const { column } of sealedColumns.filter((known) => known.table === table)) {
      const text = values[column];
      const keyId = typeof text === 'string' ? keyIdOfHead(text) : undefined;
      if (keyId === undefined || keyId === this.vault.keyId) continue;
      throw new PatchbayError('key-rotated', 'Nothing was stored. Send the request again.');
    }
  }
}
