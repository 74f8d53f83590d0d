import { domainToASCII } from 'node:url';

import { parseAddress } from './address.js';
import { refused } from './problems.js';
import type { Destination } from './types.js';

/**
 * The one spelling of a destination that everything below compares, resolves and dials. Refuses what two parsers
 * could read differently; such a host is not repeated in the message, as it may hold user info or control characters.
 */
export function cleanDestination({ host, port }: Destination): Destination {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw refused('The port must be a number from 1 to 65535.');
  return { host: cleanHost(host), port };
}

/** Host name in lower-case ASCII or IP literal in its canonical spelling, without brackets. */
export function cleanHost(host: string): string {
  const literal = parseAddress(host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host);
  if (literal !== undefined) return literal.toString();
  // Before domainToASCII, which cuts at / and decodes %. NUL ends a C string early, @ is user info, % a zone.
  if (/[^\w.\-\u0080-\u{10ffff}]/u.test(host)) throw refused(badHost);
  const name = domainToASCII(host);
  // 0x7f.1, 0177.1 and 2130706433 are names to net.isIP and addresses to inet_aton and to URL parsers.
  if (parseAddress(name) !== undefined || /(^|\.)(\d+|0x[\da-f]*)$/u.test(name)) throw refused(badHost);
  // A trailing dot would be a second spelling of the same name, so labels are never empty.
  if (name.length > 253 || !/^[\w-]{1,63}(\.[\w-]{1,63})*$/u.test(name)) throw refused(badHost);
  return name;
}

/** `host:port` as people write it. */
export function display({ host, port }: Destination): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

const badHost =
  'The host is neither a plain host name nor an IP address in its usual spelling. Write it without user name, port, path, zone or trailing dot.';
