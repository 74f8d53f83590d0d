import { Injectable } from '@nestjs/common';
import { isPatchbayError } from '@patchbay/errors';
import type { JsonObject, JsonValue } from '@patchbay/fields';
import { Redactor } from '@patchbay/redaction';
import { Vault, type Binding } from '@patchbay/vault';

/** Objects of secrets as sealed texts. What passes through is redacted from then on, wherever it turns up. */
@Injectable()
export class SealedJson {
  constructor(
    private readonly vault: Vault,
    private readonly redactor: Redactor,
  ) {}

  seal(binding: Binding, secrets: JsonValue): string {
    const plaintext = Buffer.from(JSON.stringify(secrets));
    const blob = this.vault.seal(plaintext, binding);
    plaintext.fill(0);
    this.hide(secrets);
    return blob.toString('base64');
  }

  /** Undefined when it does not open under this binding. */
  open(binding: Binding, sealed: string): JsonObject | undefined {
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
}
