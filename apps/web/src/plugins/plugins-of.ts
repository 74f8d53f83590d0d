import type { ConnectorDescription, InstalledPlugin, NodeDescription } from '@patchbay/contracts';

export interface PluginParts {
  name: string;
  version: string;
  /** Why it does not work; undefined when it does. */
  reason?: string | undefined;
  connectors: ConnectorDescription[];
  nodes: NodeDescription[];
}

/** The plugins with what the catalogs have of each: those that do not work first, then by name. */
export function pluginsOf(
  installed: readonly InstalledPlugin[],
  connectors: readonly ConnectorDescription[],
  nodes: readonly NodeDescription[],
): PluginParts[] {
  const found = new Map<string, PluginParts>();
  const of = ({ name, version, reason }: Pick<PluginParts, 'name' | 'version' | 'reason'>) => {
    const plugin = found.get(name) ?? { name, version, reason, connectors: [], nodes: [] };
    found.set(name, plugin);
    return plugin;
  };
  for (const { name, version, available, reason } of installed)
    of({ name, version, reason: available ? undefined : (reason ?? 'It does not work.') });
  for (const connector of connectors) of(connector.plugin).connectors.push(connector);
  for (const node of nodes) of(node.plugin).nodes.push(node);
  return [...found.values()].sort(
    (one, other) =>
      Number(other.reason !== undefined) - Number(one.reason !== undefined) ||
      one.name.localeCompare(other.name),
  );
}
