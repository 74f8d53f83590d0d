import type { Capabilities, ConnectorDefinition, FieldMap, PoolSettings } from '@patchbay/plugin-sdk';
import { openClient } from '@patchbay/runtime';
import { defaultPool, policy } from './settings.js';

export interface OpenConnectorOptions {
  pool?: Partial<PoolSettings>;
  allowedDirectories?: readonly string[];
  policy?: Partial<typeof policy>;
}

/** A client opened as the runtime opens it: through the real egress, bound to the connection's hosts. */
export interface OpenedConnector<Client> {
  client: Client;
  /** The capability of this name; throws when the connector has none. */
  capability<Name extends keyof Capabilities>(name: Name): Capabilities[Name];
  close(): Promise<void>;
}

export async function openConnector<F extends FieldMap, Client>(
  connector: ConnectorDefinition<F, Client>,
  config: Readonly<Record<string, unknown>>,
  options: OpenConnectorOptions = {},
): Promise<OpenedConnector<Client>> {
  const opened = openClient(
    {
      catalog: { node: () => undefined, connector: () => connector },
      policy: { ...policy, ...options.policy },
      allowedDirectories: options.allowedDirectories ?? [],
    },
    { connectorType: connector.type, config, pool: { ...defaultPool, ...options.pool } },
  );
  // The catalog above has this connector only, so the client is of its type.
  const client = (await opened.client) as Client;
  return {
    client,
    capability(name) {
      const create = connector.capabilities?.[name];
      if (!create) throw new Error(`The connector ${connector.type} has no capability "${name}".`);
      return create(client);
    },
    close: () => opened.close(),
  };
}
