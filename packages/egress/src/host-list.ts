import { PatchbayError } from '@patchbay/errors';

import { inRange, type Address, type Range } from './address.js';
import { parseRange } from './entries.js';
import { cleanHost } from './host.js';

/** Answers for a list of CIDRs, addresses and host names (a name stands for its subdomains too). */
export function matcher(entries: readonly string[]): {
  address(address: Address): boolean;
  name(host: string): boolean;
} {
  const ranges: Range[] = [];
  const names: string[] = [];
  for (const entry of entries) {
    const range = parseRange(entry);
    if (range) ranges.push(range);
    else names.push(parseName(entry));
  }
  return {
    address: (address) => ranges.some((range) => inRange(address, range)),
    name: (host) => names.some((name) => host === name || host.endsWith(`.${name}`)),
  };
}

/** A misspelt entry must not silently deny nothing. */
function parseName(entry: string): string {
  try {
    return cleanHost(entry);
  } catch {
    throw new PatchbayError(
      'config-invalid',
      'Each entry of the egress allow and deny lists must be a CIDR, an IP address or a host name.',
    );
  }
}
