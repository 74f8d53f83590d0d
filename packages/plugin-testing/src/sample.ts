import type { VoiceName } from './hostile/voices.js';
import type { Voice } from './hostile/voice.js';

export interface ConnectorSample {
  /** A whole configuration for a server on 127.0.0.1 at this port; absent for connectors without a server. */
  unreachable?: (port: number) => Record<string, unknown>;
  /** The same with TLS, whose certificate is checked; absent for connectors that have none. */
  withTls?: (port: number) => Record<string, unknown>;
  /** The protocol that hostile servers speak to it; `raw` when absent, which gets them no further than the first bytes. */
  speaks?: VoiceName | Voice;
  /** A configuration that works, to see that nothing stays open after it is closed. */
  working?: () => Record<string, unknown> | Promise<Record<string, unknown>>;
  allowedDirectories?: readonly string[];
}
