import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

import { prefixes, type Prefix, type Scope } from './prefixes.js';
import type { AddressRule } from './types.js';

export type AddressVerdict = { allowed: true } | { allowed: false; reason: string };

/** May an address be dialled under the rule? `ip` is a plain literal: no port, brackets, zone or octal digits. */
export function checkAddress(ip: string, rule: AddressRule): AddressVerdict {
  const address = parseAddress(ip);
  if (address === undefined) return { allowed: false, reason: 'it is not an IP address' };
  const found = classify(address);
  if (found === undefined || (found.scope === 'private' && rule === 'private-allowed'))
    return { allowed: true };
  return { allowed: false, reason: `it is ${found.what}` };
}

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Range = readonly [Address, number];

/** `net.isIP` first: `ipaddr.parse` alone would take 0x7f.1 and 2130706433. A zone (`%eth0`) picks an interface. */
export function parseAddress(ip: string): Address | undefined {
  return isIP(ip) === 0 || ip.includes('%') ? undefined : ipaddr.parse(ip);
}

/** What the address is, or undefined for plain public unicast. */
export function classify(address: Address): { scope: Scope; what: string } | undefined {
  const hit = lookUp(address);
  if (hit === undefined) return undefined;
  const [, scope, what] = hit;
  if (scope !== 'embeds') return { scope, what };
  // A NAT64 gateway reaches the public internet for us, never the private addresses on its own side.
  const inner = classify(reached(address));
  return inner && { scope: 'never', what: `${what} that leads to ${inner.what}` };
}

/** The IPv4 address behind a NAT64 address; any other address is itself. */
export function reached(address: Address): Address {
  return lookUp(address)?.[1] === 'embeds' ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
}

export function inRange(address: Address, [base, bits]: Range): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}

function lookUp(address: Address): Prefix | undefined {
  return table.find(({ range }) => inRange(address, range))?.prefix;
}

const table: readonly { prefix: Prefix; range: Range }[] = prefixes.map((prefix) => ({
  prefix,
  range: ipaddr.parseCIDR(prefix[0]),
}));
