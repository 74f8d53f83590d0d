import type { ConnectorDescription, NodeDescription } from '@patchbay/contracts';

export interface InstalledPlugin {
  name: string;
  version: string;
  connectors: ConnectorDescription[];
  nodes: NodeDescription[];
}

/** The catalogs by the plugin that each entry comes from, by name. */
export function pluginsOf(
  connectors: readonly ConnectorDescription[],
  nodes: readonly NodeDescription[],
): InstalledPlugin[] {
  const found = new Map<string, InstalledPlugin>();
  const of = ({ name, version }: { name: string; version: string }) => {
    const plugin = found.get(name) ?? { name, version, connectors: [], nodes: [] };
    found.set(name, plugin);
    return plugin;
  };
  for (const connector of connectors) of(connector.plugin).connectors.push(connector);
  for (const node of nodes) of(node.plugin).nodes.push(node);
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}
