import { PatchbayError } from '@patchbay/errors';

import { parseAddress } from '../address.js';
import { parseEntry, type Entry } from '../entries.js';
import { cleanDestination } from '../host.js';
import { isLoopback } from '../own-listeners.js';
import type { Destination, ProxySettings } from '../types.js';

/** What a destination is dialled for; `socket` is everything that is not HTTP. */
export type Purpose = 'http:' | 'https:' | 'socket';

export interface ProxyServer extends Destination {
  /** Value of the header Proxy-Authorization. */
  authorization: string | undefined;
}

export interface ProxyRules {
  readonly names: ProxySettings['names'];
  /** The proxy for a destination, as far as its name tells; undefined when it is dialled directly. */
  serverFor(purpose: Purpose, destination: Destination): ProxyServer | undefined;
  /** Do the addresses that it turned out to have make it one to be dialled directly after all? */
  bypasses(addresses: readonly { address: string }[], destination: Destination): boolean;
}

/** Undefined when nothing goes through a proxy. Throws `config-invalid`, without quoting the URL. */
export function createProxyRules(settings: ProxySettings | undefined): ProxyRules | undefined {
  if (!settings || (settings.http === undefined && settings.https === undefined)) return undefined;
  const servers = { 'http:': serverOf(settings.http), 'https:': serverOf(settings.https) };
  // Other software's variable: what only that software understands is no reason not to start.
  const bypass = settings.bypass.map(parseEntry).filter((entry) => entry !== undefined);
  return {
    names: settings.names,
    serverFor(purpose, destination) {
      if (purpose === 'socket' && !settings.sockets) return undefined;
      return staysHere(destination, bypass) ? undefined : servers[purpose === 'socket' ? 'https:' : purpose];
    },
    bypasses: (addresses, destination) =>
      addresses.some(({ address }) => staysHere({ host: address, port: destination.port }, bypass)),
  };
}

/** This machine is never asked of a proxy, for which the same address is another machine: itself. */
function staysHere(destination: Destination, bypass: readonly Entry[]): boolean {
  const { host } = destination;
  const address = parseAddress(host);
  if (address ? isLoopback(address) : host === 'localhost' || host.endsWith('.localhost')) return true;
  return bypass.some((entry) => entry.name(destination) || (address && entry.address(address, destination)));
}

function serverOf(text: string | undefined): ProxyServer | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text)) throw invalid();
  const { protocol, hostname, port, username, password } = new URL(text);
  if (protocol !== 'http:' || hostname === '') throw invalid();
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    ...cleanDestination({ host: hostname, port: Number(port || 80) }),
    authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
  };
}

function invalid(): PatchbayError {
  return new PatchbayError(
    'config-invalid',
    'A proxy must be given as http://host:port, perhaps with a login.',
  );
}
