import type { ConnectorDefinition } from './connector.js';
import type { NodeDefinition } from './node.js';

// A list of plugins holds definitions of many field types at once. Their parameters stand in contravariant
// positions, so only a type without constraints on them can hold all.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown` fields would accept no definition
export type AnyConnector = ConnectorDefinition<any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown` parameters would accept no definition
export type AnyNode = NodeDefinition<any, any>;

export interface PluginDefinition {
  /** The prefix of the plugin's node types, such as `core`. */
  name: string;
  displayName: string;
  connectors?: readonly AnyConnector[];
  nodes?: readonly AnyNode[];
}

/** The default export of a plugin package. */
export function definePlugin(definition: PluginDefinition): PluginDefinition {
  return definition;
}
