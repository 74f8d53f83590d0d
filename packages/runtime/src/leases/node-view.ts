import type { AnyConnector, Capabilities, CapabilityName, OpenConnection } from '@patchbay/plugin-sdk';

/** What a node may see of a client: what it can do. Each capability is made when it is first used. */
export function nodeView(connector: AnyConnector, client: unknown): OpenConnection {
  const offered = connector.capabilities ?? {};
  const capabilities = {};
  for (const name of Object.keys(offered) as CapabilityName[]) {
    let made: unknown;
    const get = () => (made ??= offered[name]?.(client));
    Object.defineProperty(capabilities, name, { get, enumerable: true });
  }
  return { connectorType: connector.type, capabilities: capabilities as Capabilities, client };
}
