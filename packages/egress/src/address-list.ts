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

/** A socket that listens for both families gives an IPv4 caller as `::ffff:192.0.2.1`. */
function plain(address: Address): Address {
  return 'isIPv4MappedAddress' in address && address.isIPv4MappedAddress()
    ? address.toIPv4Address()
    : address;
}
