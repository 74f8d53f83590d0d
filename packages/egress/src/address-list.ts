import { inRange, parseAddress, type Address, type Range } from './address.js';
import { parseRange } from './entries.js';

/** Addresses and CIDRs, IPv4 and IPv6, to look callers up in. */
export class AddressList {
  readonly #ranges: readonly Range[];
  /** The entries that are neither; they hold nothing. */
  readonly unreadable: readonly string[];

  constructor(entries: readonly string[]) {
    this.#ranges = entries.flatMap((entry) => {
      const range = parseRange(entry);
      return range ? [range] : [];
    });
    this.unreadable = entries.filter((entry) => parseRange(entry) === undefined);
  }

  /** False for a text that is no address. */
  has(ip: string): boolean {
    const address = parseAddress(ip);
    return address !== undefined && this.#ranges.some((range) => inRange(plain(address), range));
  }
}

/** Whom an address stands for where callers are counted: whoever has an IPv6 address has the 2^64 beside it, too. */
export function networkOf(ip: string): string {
  const address = parseAddress(ip);
  if (address === undefined) return ip;
  const own = plain(address);
  if (own.kind() === 'ipv4') return own.toString();
  return `${own.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}

/** A socket that listens for both families gives an IPv4 caller as `::ffff:192.0.2.1`. */
function plain(address: Address): Address {
  return 'isIPv4MappedAddress' in address && address.isIPv4MappedAddress()
    ? address.toIPv4Address()
    : address;
}
