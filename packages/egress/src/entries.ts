import ipaddr from 'ipaddr.js';

import { inRange, parseAddress, type Address, type Range } from './address.js';
import { cleanHost } from './host.js';
import type { Destination } from './types.js';

/** One line of an allow-list or of NO_PROXY. */
export interface Entry {
  /** Does the host of the destination stand for it, whatever its addresses are? */
  name(destination: Destination): boolean;
  /** Does this address, which the destination leads to, stand for it? */
  address(address: Address, destination: Destination): boolean;
  /** Is it a range of addresses that a name on this port may turn out to lead into? */
  isRangeOn(port: number): boolean;
}

/**
 * `host` (its subdomains too), `*.host` or `.host` (subdomains only), an address, a CIDR or `*`, each followed by
 * `:port` or `:first-last` if it is for these ports only. IPv6 with a port stands in brackets. Undefined for anything else.
 */
export function parseEntry(text: string): Entry | undefined {
  const split = splitPorts(text);
  if (!split) return undefined;
  const { host, first, last } = split;
  const onPort = (port: number): boolean => port >= first && port <= last;
  if (host === '*') return { name: any(onPort), address: () => false, isRangeOn: () => false };
  const range = parseRange(host);
  if (range) {
    return {
      name: () => false,
      address: (address, { port }) => onPort(port) && inRange(address, range),
      isRangeOn: onPort,
    };
  }
  const matches = nameMatcher(host);
  return (
    matches && {
      name: (destination) => onPort(destination.port) && matches(destination.host),
      address: () => false,
      isRangeOn: () => false,
    }
  );
}

export function parseRange(text: string): Range | undefined {
  const single = parseAddress(text);
  if (single) return [single, single.kind() === 'ipv4' ? 32 : 128];
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined;
}

function splitPorts(text: string): { host: string; first: number; last: number } | undefined {
  if (parseRange(text)) return { host: text, first: 1, last: 65_535 };
  const parts = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5})(?:-(\d{1,5}))?)?$/u.exec(text);
  if (!parts) return undefined;
  const first = Number(parts[3] ?? 1);
  const last = Number(parts[4] ?? parts[3] ?? 65_535);
  return { host: parts[1] ?? parts[2] ?? '', first, last };
}

function any(onPort: (port: number) => boolean): Entry['name'] {
  return ({ port }) => onPort(port);
}

function nameMatcher(given: string): ((host: string) => boolean) | undefined {
  const onlyBelow = /^\*?\./u.test(given);
  try {
    const name = cleanHost(given.replace(/^\*?\./u, ''));
    return (host) => host.endsWith(`.${name}`) || (!onlyBelow && host === name);
  } catch {
    return undefined;
  }
}
