import type { AnyConnector } from '@patchbay/plugin-sdk';

/** The hosts and ports that a connection's credentials may reach; none for a connector without an address. */
export function destinationsOf(
  connector: AnyConnector,
  credentials: Readonly<Record<string, unknown>>,
): { host: string; port: number }[] {
  if (connector.destinations) return connector.destinations(credentials);
  const { host, port } = credentials;
  if (typeof host === 'string' && typeof port === 'number') return [{ host, port }];
  return urlFields.flatMap((name) => fromUrl(credentials[name]));
}

const urlFields = ['baseUrl', 'url', 'endpoint'];
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

function fromUrl(value: unknown): { host: string; port: number }[] {
  if (typeof value !== 'string' || !URL.canParse(value)) return [];
  const { hostname, port, protocol } = new URL(value);
  const chosen = port === '' ? defaultPorts[protocol] : Number(port);
  return chosen === undefined || hostname === '' ? [] : [{ host: hostname, port: chosen }];
}
