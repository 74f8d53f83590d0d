import { Injectable } from '@nestjs/common';
import { isPatchbayError } from '@patchbay/errors';
import type { JsonObject, JsonValue } from '@patchbay/fields';
import { Redactor } from '@patchbay/redaction';
import { Vault, type Binding } from '@patchbay/vault';
import { Instance } from '../vault/instance.js';
import type { ConnectionSecretHistoryRow } from './connection-secret-history.table.js';
import type { ConnectionRow } from './connection.table.js';

type Sealed = Pick<ConnectionRow, 'id' | 'projectId' | 'type' | 'secretsSealed' | 'sealedVersion'>;
type Owner = Pick<ConnectionRow, 'id' | 'projectId' | 'type'>;
type EarlierSealed = Pick<ConnectionSecretHistoryRow, 'id' | 'connectionVersion' | 'secretsSealed'>;

/** The sealed part of a connection: one blob, bound to the row and version that it belongs to. */
@Injectable()
export class ConnectionSecrets {
  constructor(
    private readonly vault: Vault,
    private readonly instance: Instance,
    private readonly redactor: Redactor,
  ) {}

  seal(row: Omit<Sealed, 'secretsSealed'>, secrets: JsonObject): string {
    return this.#seal(this.#binding(row), secrets);
  }

  /** Undefined when the blob does not open: damaged, or moved here from another row, project or version. */
  open(row: Sealed): JsonObject | undefined {
    return this.#open(this.#binding(row), row.secretsSealed);
  }

  sealEarlier(connection: Owner, place: Omit<EarlierSealed, 'secretsSealed'>, secrets: JsonObject): string {
    return this.#seal(this.#earlierBinding(connection, place), secrets);
  }

  /** Like `open`, of the history: also undefined when the row was moved to another connection. */
  openEarlier(connection: Owner, row: EarlierSealed): JsonObject | undefined {
    return this.#open(this.#earlierBinding(connection, row), row.secretsSealed);
  }

  #seal(binding: Binding, secrets: JsonObject): string {
    const plaintext = Buffer.from(JSON.stringify(secrets));
    const blob = this.vault.seal(plaintext, binding);
    plaintext.fill(0);
    this.hide(secrets);
    return blob.toString('base64');
  }

  #open(binding: Binding, sealed: string): JsonObject | undefined {
    try {
      const plaintext = this.vault.open(Buffer.from(sealed, 'base64'), binding);
      const secrets = JSON.parse(plaintext.toString()) as JsonObject;
      plaintext.fill(0);
      this.hide(secrets);
      return secrets;
    } catch (error) {
      if (isPatchbayError(error) && error.code === 'open-failed') return undefined;
      throw error;
    }
  }

  /** From now on the log and what runners say are redacted of these values. */
  hide(value: JsonValue): void {
    if (typeof value === 'string') this.redactor.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) this.hide(member);
  }

  #binding({ projectId, id, type, sealedVersion }: Omit<Sealed, 'secretsSealed'>): Binding {
    return {
      instance: this.instance.id,
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
  #earlierBinding({ projectId, id, type }: Owner, place: Omit<EarlierSealed, 'secretsSealed'>): Binding {
    return {
      instance: this.instance.id,
      project: projectId,
      table: 'connection_secret_history',
      record: `${id}/${place.id}`,
      column: 'secretsSealed',
      connectorType: type,
      version: place.connectionVersion,
    };
  }
}
