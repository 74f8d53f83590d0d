import { allowListOf } from '@patchbay/fields';
import type { AnyConnector } from '@patchbay/plugin-sdk';

/** The hosts and ports that a connection's credentials may reach; undefined when its connector knows of none. */
export function destinationsOf(
  connector: AnyConnector,
  credentials: Readonly<Record<string, unknown>>,
): Destination[] | undefined {
  if (connector.network === false) return [];
  if (connector.destinations) return connector.destinations(credentials);
  const { host, port } = credentials;
  if (typeof host === 'string' && typeof port === 'number') return [{ host, port }];
  const found = urlFields.flatMap((name) => fromUrl(credentials[name]));
  return found.length > 0 ? found : undefined;
}

/**
 * The connection's list of allowed hosts. It narrows `bound`; where nothing is bound it decides alone, and an empty
 * list then opens nothing: credentials without a destination must not follow wherever a node leads.
 */
export function reachOf(list: unknown, bound: readonly Destination[] | undefined): string[] | undefined {
  const given = allowListOf(list);
  return given.length === 0 && bound ? undefined : given;
}

interface Destination {
  host: string;
  port: number;
}

const urlFields = ['baseUrl', 'url', 'endpoint'];
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

function fromUrl(value: unknown): Destination[] {
  if (typeof value !== 'string' || !URL.canParse(value)) return [];
  const { hostname, port, protocol } = new URL(value);
  const chosen = port === '' ? defaultPorts[protocol] : Number(port);
  return chosen === undefined || hostname === '' ? [] : [{ host: hostname, port: chosen }];
}
