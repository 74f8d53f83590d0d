import type { ProxySettings } from '@patchbay/egress';

/** Token under which the frozen configuration is injected. */
export const CONFIG = Symbol('configuration');

/** The configuration, read once at the start; see `settings.ts` for the variables behind it. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Absent: SQLite in the data directory. */
  readonly databaseUrl: string | undefined;
  readonly keyProvider: 'file' | 'env' | 'keychain';
  readonly masterKeyFile: string | undefined;
  readonly adminEmail: string | undefined;
  /** Further plugin folders (absolute) or package names. */
  readonly plugins: readonly string[];
  /** Runners at work at most. */
  readonly runners: number;
  /** Runners beside them that are ready for the next project. */
  readonly spareRunners: number;
  /** Runs after which a runner is replaced. */
  readonly runsPerRunner: number;
  readonly runnerIdleSeconds: number;
  readonly runnerMemoryMb: number;
  /** Directories that file-based connectors may use; absolute. */
  readonly fileDirectories: readonly string[];
  /** Of one file of a run, and of all files of one run. */
  readonly runFileMb: number;
  readonly runFilesMb: number;
  readonly egressPrivate: EgressPrivate;
  readonly egressAllow: readonly string[];
  readonly egressDeny: readonly string[];
  readonly proxy: ProxySettings | undefined;
  /** Who may export connections with their secrets. */
  readonly exportSecrets: 'operator' | 'admin';
  readonly isolation: string;
  readonly runnerNetwork: 'auto' | 'separated' | 'shared';
  readonly logLevel: LogLevel;
  /** Addresses and CIDRs of proxies whose word about who called them counts. */
  readonly trustedProxies: readonly string[];
  /** The address under which people reach the web application, when a proxy stands before it. */
  readonly webUrl: string | undefined;
}

/** What must not lie in a long-lived object: each is used once at the start and then forgotten. */
export interface HandedOver {
  masterKey: string | undefined;
  /** The one before it, while a rotation goes on. */
  previousMasterKey: string | undefined;
  adminPassword: string | undefined;
}

export type EgressPrivate = 'connections' | 'none' | 'all';
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export const version = '0.1.0';
