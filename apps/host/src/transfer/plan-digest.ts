import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isPatchbayError } from '@patchbay/errors';
import { Vault, type Binding } from '@patchbay/vault';
import { actorOf, type Caller } from '../http/caller.js';
import { Instance } from '../vault/instance.js';

/**
 * Stands for a plan until it is applied. Sealed, because a hash of secrets that anybody can compute would let
 * whoever finds it in a log try passwords; bound to who asked, because a plan is of one person's rights.
 */
@Injectable()
export class PlanDigest {
  constructor(
    private readonly vault: Vault,
    private readonly instance: Instance,
  ) {}

  of(caller: Caller, plan: string): string {
    return this.vault.seal(hashOf(plan), this.#binding(caller)).toString('base64url');
  }

  matches(caller: Caller, digest: string, plan: string): boolean {
    try {
      const shown = this.vault.open(Buffer.from(digest, 'base64url'), this.#binding(caller));
      return hashOf(plan).equals(shown);
    } catch (error) {
      if (isPatchbayError(error) && error.code === 'open-failed') return false;
      throw error;
    }
  }

  #binding(caller: Caller): Binding {
    return {
      instance: this.instance.id,
      project: caller.projectId,
      table: 'import_plans',
      record: actorOf(caller),
      column: 'digest',
      connectorType: '',
      version: 0,
    };
  }
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
