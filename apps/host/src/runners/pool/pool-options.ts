import type { Redactor } from '@patchbay/redaction';
import type { HostMessage, PluginSource } from '@patchbay/protocol';
import type { FloodLimits } from '../process/flood-guard.js';
import type { CompaniesOptions } from './companies.js';
import type { Places } from '../isolation/places.js';
import type { GrantOf } from '../network/named-destinations.js';
import type { NetworkMode } from '../network/network-mode.js';

type Hello = Extract<HostMessage, { type: 'hello' }>;

export interface PoolTiming {
  pingMs: number;
  /** Silence after which a runner counts as hung. */
  hungAfterMs: number;
  /** From the start of the process to its first message. */
  startMs: number;
  /** What a cancelled run gets to end; more than the 5 seconds that the runtime gives its steps. */
  cancelGraceMs: number;
  /** First pause after a runner that did not start; doubled up to `mostBackoffMs`. */
  backoffMs: number;
  mostBackoffMs: number;
  /** How long the runner that describes plugins may idle before it is replaced by a clean one. */
  describerIdleMs: number;
  /** How long a runner that belongs to a project may have nothing to do before it is ended. */
  idleMs: number;
}

export const defaultTiming: PoolTiming = {
  pingMs: 1000,
  hungAfterMs: 10_000,
  startMs: 10_000,
  cancelGraceMs: 7000,
  backoffMs: 200,
  mostBackoffMs: 10_000,
  describerIdleMs: 1000,
  idleMs: 60_000,
};

export interface PoolLimits extends FloodLimits {
  /** Bytes of standard output and error kept per runner and minute. */
  outputBytesPerMinute: number;
}

export const defaultLimits: PoolLimits = {
  runBytes: 64 * 1024 * 1024,
  otherBytesPerMinute: 32 * 1024 * 1024,
  outputBytesPerMinute: 1024 * 1024,
};

/** What the pool tells of itself; fields never hold what plugin code said. */
export interface PoolLog {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
}

export interface PoolOptions extends CompaniesOptions {
  /** Runners at work at most. */
  max: number;
  /** Runners beside them that are ready for the next project. */
  spares: number;
  /** Runs after which a runner is replaced. */
  runsPerRunner: number;
  memoryMb: number;
  /** `auto` or the name of a rung. */
  isolation: string;
  /** Whether runners get a network of their own, and where the sockets lie at which they ask for connections. */
  network: { mode: NetworkMode; directory: string };
  grantOf: GrantOf;
  places(plugins: readonly PluginSource[]): Places;
  /** Directories of connector files that belong to Patchbay; they are opened to the runners' users. */
  sharedDirectories: readonly string[];
  /** Asked at each start of a runner: the own listeners are known late. */
  egress: () => Hello['egress'];
  /** What resume URLs begin with; asked like `egress`. */
  resumeBase: () => string;
  recorded: { items: number; bytes: number };
  /** Where each runner gets a directory for the files of its runs, and how many bytes they may hold. */
  runFiles: { directory: string; fileBytes: number; runBytes: number };
  timing: PoolTiming;
  limits: PoolLimits;
  redactor: Redactor;
  log: PoolLog;
  /** A runner broke the rules and was killed for it. */
  onViolation(facts: { projectId: string | undefined; runnerId: number; reason: string }): void;
}
