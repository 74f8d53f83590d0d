import type { Duplex, Readable } from 'node:stream';
import type { Credentials, FieldMap } from '@patchbay/fields';
import type { ByteSource } from './byte-source.js';
import type { Capabilities, CapabilityName } from './capabilities.js';
import type { ImportDeclaration } from './imports.js';

export interface TlsSettings {
  ca?: string;
  cert?: string;
  key?: string;
  passphrase?: string;
  servername?: string;
  rejectUnauthorized?: boolean;
}

export interface EgressRequestInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | ByteSource;
  /** Names of headers that carry credentials and are dropped when a redirect leaves the origin. */
  secretHeaders?: readonly string[];
  maxRedirects?: number;
  /** `manual` answers with the redirect itself; `follow` when absent. */
  redirect?: 'follow' | 'manual';
  timeoutMs?: number;
  maxBytes?: number;
  tls?: TlsSettings;
  signal?: AbortSignal;
}

export interface EgressResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Record<string, string | string[]>;
  readonly url: string;
  /** As it comes; to be read to its end or destroyed, and instead of the others. */
  readonly body: Readable;
  text(): Promise<string>;
  bytes(): Promise<Uint8Array>;
}

/** The only way out of a plugin. For a connector it reaches the hosts of its connection, nothing else. */
export interface EgressClient {
  connect(target: {
    host: string;
    port: number;
    tls?: TlsSettings;
    timeoutMs?: number;
    signal?: AbortSignal;
  }): Promise<Duplex>;
  /** A socket that a driver connects itself; addresses are checked when it does. */
  socket(): Duplex & { connect(port: number, host: string): unknown };
  fetch(url: string | URL, init?: EgressRequestInit): Promise<EgressResponse>;
}

/** Files that a connector may touch; a path outside the allowed directories is refused with `file-not-allowed`. */
export interface FileAccess {
  /** The real path of an existing file, or of a new file in an existing allowed directory. */
  resolve(path: string): Promise<string>;
}

export interface PoolSettings {
  /** Connections kept while idle. */
  poolSize: number;
  /** Connections beyond `poolSize` that may be open at once. */
  maxOverflow: number;
  /** Seconds after which a pooled connection is replaced. */
  poolRecycle: number;
}

export interface OpenContext {
  egress: EgressClient;
  files: FileAccess;
  pool: PoolSettings;
  signal: AbortSignal;
}

export interface TestContext {
  signal: AbortSignal;
}

export type TestResult =
  { ok: true; message?: string } | { ok: false; outcome: TestFailure; message: string };
export type TestFailure =
  'authFailed' | 'unreachable' | 'timeout' | 'tls' | 'refusedByPolicy' | 'protocol' | 'unsupported';
export type TestOutcome = 'ok' | TestFailure;

export type ConnectorCategory =
  | 'database'
  | 'storage'
  | 'api'
  | 'llm'
  | 'vectorStore'
  | 'messaging'
  | 'orchestration'
  | 'spreadsheet'
  | 'other';

export interface ConnectorDefinition<F extends FieldMap = FieldMap, Client = unknown> {
  /** The canonical type name, lower case. */
  type: string;
  displayName: string;
  /** One short sentence for the type picker. */
  description: string;
  /** An inline SVG document; it is shown as an image, never as markup. */
  icon?: string;
  category: ConnectorCategory;
  /** Older names that resolve to this type. */
  aliases?: readonly string[];
  auth?: 'none' | 'credentials' | 'apiKey' | 'oauth2';
  documentationUrl?: string;
  fields: F;
  /** Texts of elsewhere that can be turned into its values: connection URLs, `.env`, cURL and the like. */
  imports?: readonly ImportDeclaration[];
  /** `false` for a connector of files: it has no way out and gets no list of allowed hosts. */
  network?: false;
  /**
   * The hosts and ports that these credentials may reach. Derived from `host` and `port` or a URL field
   * when absent; where neither is declared, the connection's list of allowed hosts decides alone.
   */
  destinations?(credentials: Credentials<F>): { host: string; port: number }[];
  /** One pooled client per connection version; import the driver here, lazily. */
  open(credentials: Credentials<F>, context: OpenContext): Client | Promise<Client>;
  close?(client: Client): void | Promise<void>;
  /** Least privilege, on a client of its own. Throw a PatchbayError `connect-*` or return a failure. */
  test(client: Client, context: TestContext): Promise<TestResult | void>;
  capabilities?: { [Name in CapabilityName]?: (client: Client) => Capabilities[Name] };
}

/** Declares a connector; the credentials' type is inferred from the fields. */
export function defineConnector<const F extends FieldMap, Client>(
  definition: ConnectorDefinition<F, Client>,
): ConnectorDefinition<F, Client> {
  return definition;
}
