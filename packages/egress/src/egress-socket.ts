import type { LookupFunction } from 'node:net';

import { parseAddress } from './address.js';
import { GuardedSocket } from './guarded-socket.js';
import { connectProblem, refused } from './problems.js';
import { resolveChecked } from './resolve.js';
import type { Destination } from './types.js';

/** Connects by itself. All of Node's connecting (order of families, fallback to the next address) works on the checked addresses. */
export class EgressSocket extends GuardedSocket {
  #checked: readonly string[] = [];

  protected override dial(destination: Destination): this {
    this.#checked = [destination.host];
    // First of all listeners: bytes that the driver queued are sent by a later one.
    this.prependOnceListener('connect', () => this.#verify());
    const { judge, lookup } = this.route;
    const checkedLookup: LookupFunction = (_hostname, _options, answer) => {
      resolveChecked(destination, judge, lookup).then(
        (addresses) => {
          this.#checked = addresses.map(({ address }) => address);
          answer(null, addresses);
        },
        (error: unknown) => answer(connectProblem(error, this.where), []),
      );
    };
    const attempts = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: attemptTimeoutMs };
    return this.connectRaw({ ...destination, ...attempts, lookup: checkedLookup });
  }

  #verify(): void {
    this.reach();
    if (!isOneOf(this.remoteAddress, this.#checked))
      this.destroy(refused(`${this.where} led to another address than was checked.`));
  }
}

/** Last line: whatever Node did with the addresses, the peer must be one that was checked. */
export function isOneOf(remoteAddress: string | undefined, checked: readonly string[]): boolean {
  const peer = parseAddress(remoteAddress ?? '')?.toString();
  return peer !== undefined && checked.some((address) => parseAddress(address)?.toString() === peer);
}

/** How long one address may take before the next is tried; the last has all the time that is left. */
const attemptTimeoutMs = 1_000;
