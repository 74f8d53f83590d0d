export { openConnector, type OpenedConnector, type OpenConnectorOptions } from './open-connector.js';
export { freePort } from './free-port.js';
export { runNode, type NodeRun, type RunNodeOptions } from './run-node.js';
export { runPattern, type PatternRun, type RunPatternOptions } from './run-pattern.js';
export type { ConnectorSample } from './sample.js';
export { testPlugin, type TestPluginOptions } from './test-plugin.js';
