export interface ConnectorSample {
  /** A whole configuration for a server on 127.0.0.1 at this port; absent for connectors without a server. */
  unreachable?: (port: number) => Record<string, unknown>;
  /** A configuration that works, to see that nothing stays open after it is closed. */
  working?: () => Record<string, unknown> | Promise<Record<string, unknown>>;
  allowedDirectories?: readonly string[];
}
