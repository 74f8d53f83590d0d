import { Injectable } from '@nestjs/common';
import type { JsonObject, JsonValue } from '@patchbay/fields';
import type { Binding } from '@patchbay/vault';
import { Instance } from '../vault/instance.js';
import { SealedJson } from '../vault/sealed-json.js';
import type { ConnectionSecretHistoryRow } from './connection-secret-history.table.js';
import type { ConnectionRow } from './connection.table.js';

type Sealed = Pick<ConnectionRow, 'id' | 'projectId' | 'type' | 'secretsSealed' | 'sealedVersion'>;
type Owner = Pick<ConnectionRow, 'id' | 'projectId' | 'type'>;
type EarlierSealed = Pick<ConnectionSecretHistoryRow, 'id' | 'connectionVersion' | 'secretsSealed'>;

/** The sealed part of a connection: one blob, bound to the row and version that it belongs to. */
@Injectable()
export class ConnectionSecrets {
  constructor(
    private readonly sealed: SealedJson,
    private readonly instance: Instance,
  ) {}

  seal(row: Omit<Sealed, 'secretsSealed'>, secrets: JsonObject): string {
    return this.sealed.seal(connectionBinding(this.instance.id, row), secrets);
  }

  /** Undefined when the blob does not open: damaged, or moved here from another row, project or version. */
  open(row: Sealed): JsonObject | undefined {
    return this.sealed.open(connectionBinding(this.instance.id, row), row.secretsSealed);
  }

  sealEarlier(connection: Owner, place: Omit<EarlierSealed, 'secretsSealed'>, secrets: JsonObject): string {
    return this.sealed.seal(historyBinding(this.instance.id, connection, place), secrets);
  }

  /** Like `open`, of the history: also undefined when the row was moved to another connection. */
  openEarlier(connection: Owner, row: EarlierSealed): JsonObject | undefined {
    return this.sealed.open(historyBinding(this.instance.id, connection, row), row.secretsSealed);
  }

  /** From now on the log and what runners say are redacted of these values. */
  hide(value: JsonValue): void {
    this.sealed.hide(value);
  }
}

/** What the live secrets of a connection are bound to. */
export function connectionBinding(
  instance: string,
  { projectId, id, type, sealedVersion }: Omit<Sealed, 'secretsSealed'>,
): Binding {
  return {
    instance,
    project: projectId,
    table: 'connections',
    record: id,
    column: 'secretsSealed',
    connectorType: type,
    version: sealedVersion,
  };
}

/**
 * Names the connection besides the row: else whoever can write to the store could hang another connection's
 * earlier secrets under his own and roll back to them.
 */
export function historyBinding(
  instance: string,
  { projectId, id, type }: Owner,
  place: Omit<EarlierSealed, 'secretsSealed'>,
): Binding {
  return {
    instance,
    project: projectId,
    table: 'connection_secret_history',
    record: `${id}/${place.id}`,
    column: 'secretsSealed',
    connectorType: type,
    version: place.connectionVersion,
  };
}
