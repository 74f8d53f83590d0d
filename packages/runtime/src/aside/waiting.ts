import { createHash, randomBytes } from 'node:crypto';
import { AddressList } from '@patchbay/egress';
import { PatchbayError } from '@patchbay/errors';
import type { SetAside } from '@patchbay/plugin-sdk';
import type { CompiledNode } from '../graph/types.js';

/** Of the tokens that were given out before a run was set aside for a while; the oldest ones no longer count. */
const mostHashes = 50;

/** Whether a run is to be set aside, and by which calls it may go on then. */
export class Waiting {
  readonly #base: string | undefined;
  readonly #runId: string;
  #wanted: { node: CompiledNode; how: SetAside } | undefined;
  #token: string | undefined;
  #given: string[] = [];

  /** `base`: what resume URLs begin with; absent where the run cannot be set aside. */
  constructor(base: string | undefined, runId: string) {
    this.#base = base;
    this.#runId = runId;
  }

  /** Drawn when somebody first asks. Its token is as good as a password and leaves this process in no other way. */
  get resumeUrl(): string | undefined {
    return this.#base === undefined ? undefined : `${this.#base}${this.#runId}/${this.#drawn()}`;
  }

  /** False where the run cannot be set aside. The last wish of a step counts. */
  want(node: CompiledNode, how: SetAside): boolean {
    if (!node.definition.waits)
      throw new PatchbayError('step-failed', `"${node.name}" must say of itself that it waits.`);
    if (this.#base === undefined) return false;
    refuseUnreadable(how.call?.guard?.addresses);
    this.#wanted = { node, how };
    return true;
  }

  /** What the step wanted that has just ended; a wish of a try that failed is forgotten with it. */
  take(node: CompiledNode, isSuccess: boolean): SetAside | undefined {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    return isSuccess && wanted?.node === node ? wanted.how : undefined;
  }

  /** Of all tokens that were given out and not used; those of before the run was set aside go on counting. */
  hashes(): string[] {
    const own = this.#token === undefined ? [] : [hashOf(this.#token)];
    return [...this.#given, ...own].slice(-mostHashes);
  }

  /** After a call none of the tokens that were given out before counts any more. */
  goOn(by: 'time' | 'call', hashes: readonly string[]): void {
    this.#given = by === 'call' ? [] : [...hashes];
  }

  #drawn(): string {
    return (this.#token ??= randomBytes(32).toString('base64url'));
  }
}

/** A misspelt entry would shut out whom it is to let in, and nobody would learn why. */
function refuseUnreadable(addresses: readonly string[] = []): void {
  const [first] = new AddressList(addresses).unreadable;
  if (first === undefined) return;
  throw new PatchbayError(
    'parameter-invalid',
    `"${first.slice(0, 64)}" is neither an IP address nor a CIDR such as 192.0.2.0/24.`,
  );
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
