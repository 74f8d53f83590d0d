import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import type { Judge } from './policy.js';
import { connectProblem, refused } from './problems.js';
import { display } from './host.js';
import type { Destination, Lookup } from './types.js';

/** Asks the operating system, so that /etc/hosts and search domains count as everywhere else. */
export const osLookup: Lookup = (hostname) => systemLookup(hostname, { all: true });

/**
 * The addresses that may be dialled for a clean destination. The name is looked up once and the caller dials these
 * addresses: a second lookup could answer differently (DNS rebinding). One forbidden address refuses the whole
 * answer: a server that mixes public and private answers is trying which one gets through.
 */
export async function resolveChecked(
  destination: Destination,
  judge: Judge,
  lookup: Lookup,
): Promise<{ address: string; family: 4 | 6 }[]> {
  judge.destination(destination);
  const found = isIP(destination.host) ? [{ address: destination.host }] : await ask(destination, lookup);
  const checked = found.map(({ address }) => {
    judge.address(address, destination);
    return { address, family: isIP(address) === 6 ? (6 as const) : (4 as const) };
  });
  if (checked.length === 0) throw refused(`${display(destination)} has no address.`);
  return checked;
}

async function ask(destination: Destination, lookup: Lookup): Promise<readonly { address: string }[]> {
  try {
    return await lookup(destination.host);
  } catch (error) {
    throw connectProblem(error, display(destination));
  }
}
