import { Injectable } from '@nestjs/common';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import { Redactor } from '@patchbay/redaction';
import { Vault, type Binding } from '@patchbay/vault';
import { Instance } from '../vault/instance.js';
import type { SecretValueRow } from './secret.table.js';

type Place = Pick<SecretValueRow, 'secretId' | 'environment' | 'projectId' | 'version'>;

/** Seals and opens single values; each is bound to its secret, environment and version. */
@Injectable()
export class SecretValues {
  constructor(
    private readonly vault: Vault,
    private readonly instance: Instance,
    private readonly redactor: Redactor,
  ) {}

  seal(place: Place, value: string): string {
    // As JSON, which keeps halves of surrogate pairs that UTF-8 cannot.
    const plaintext = Buffer.from(JSON.stringify(value));
    const sealed = this.vault.seal(plaintext, secretValueBinding(this.instance.id, place));
    plaintext.fill(0);
    this.redactor.add(value);
    return sealed.toString('base64');
  }

  /** @throws PatchbayError `open-failed` for a value that is damaged or was moved here from another environment */
  open(row: SecretValueRow, name: string): string {
    try {
      const blob = Buffer.from(row.valueSealed, 'base64');
      const plaintext = this.vault.open(blob, secretValueBinding(this.instance.id, row));
      const value = JSON.parse(plaintext.toString()) as string;
      plaintext.fill(0);
      this.redactor.add(value);
      return value;
    } catch (error) {
      if (!isPatchbayError(error)) throw error;
      throw new PatchbayError(
        'open-failed',
        `The value of the secret "${name}" in ${row.environment} does not open: it is damaged or was moved here. Set it again.`,
      );
    }
  }
}

export function secretValueBinding(
  instance: string,
  { secretId, environment, projectId, version }: Place,
): Binding {
  return {
    instance,
    project: projectId,
    table: 'secret_values',
    record: `${secretId}/${environment}`,
    column: 'valueSealed',
    connectorType: '',
    version,
  };
}
