import type { Address } from './address.js';
import { parseEntry, type Entry } from './entries.js';
import { refused } from './problems.js';
import type { Destination } from './types.js';

/** The allow-list of one connection. It only narrows: what the installation refuses stays refused. */
export interface Reach {
  /** Before the name is resolved: can any entry still let it through? */
  possible(destination: Destination): boolean;
  name(destination: Destination): boolean;
  address(address: Address, destination: Destination): boolean;
}

/** Throws `egress-refused` for an entry that nobody can read: skipping it could close or open more than was meant. */
export function createReach(texts: readonly string[]): Reach {
  const entries = texts.map(entryOf);
  const name = (destination: Destination): boolean => entries.some((entry) => entry.name(destination));
  return {
    name,
    possible: (destination) =>
      name(destination) || entries.some((entry) => entry.isRangeOn(destination.port)),
    address: (address, destination) =>
      name(destination) || entries.some((entry) => entry.address(address, destination)),
  };
}

function entryOf(text: string): Entry {
  const entry = parseEntry(text);
  if (entry) return entry;
  throw refused(
    'The list of hosts that this connection may reach has an entry that is not a host, an address or a CIDR, each perhaps with a port. Correct it in the connection.',
  );
}
