import type { PatternGraph, RunProblem, StepRecord } from '@patchbay/contracts';
import type {
  AnyConnector,
  AnyNode,
  AwaitedCall,
  BinaryReference,
  HighestKind,
  Item,
  MemoryScope,
  PatternCallResult,
  PoolSettings,
  WebhookReply,
} from '@patchbay/plugin-sdk';
import type { EgressPolicy } from '@patchbay/egress';
import type { RunFilesOptions } from './files/run-files.js';
import type { RunRedaction } from './record/run-redaction.js';

/** What a step asks the broker for. */
export interface LeaseRequest {
  runId: string;
  nodeId: string;
  slot: string;
  connectionId: string;
  /** The newest version of this connection that is open here. */
  openVersion?: number;
  /** The variants of that version that are open here. */
  openVariants?: string[];
}

/** The loan of credentials to one step. */
export interface Lease {
  connectionId: string;
  version: number;
  connectorType: string;
  /** Opened values, secrets included; absent when `openVersion` is still the current one. */
  config?: Record<string, unknown>;
  /** Values of the named secrets that readable fields take. */
  secrets?: Readonly<Record<string, string>>;
  /** `<environment> <digest>`; absent when the connection takes no named secrets. */
  variant?: string;
  pool: PoolSettings;
  release(): void;
}

/** What a step asks the broker for, besides connections. */
export interface SecretsRequest {
  runId: string;
  nodeId: string;
  /** Those that the node's parameters name. */
  names: readonly string[];
}

/** The one door to credentials. Rejects with a PatchbayError such as `lease-denied` or `connection-disabled`. */
export interface CredentialBroker {
  lease(request: LeaseRequest): Promise<Lease>;
  /** The values of named secrets in the environment of the run, for one try of a step. */
  secrets(request: SecretsRequest): Promise<Readonly<Record<string, string>>>;
}

/** Where a run's progress goes. Everything given to it is redacted already. */
export interface RunSink {
  /** Called when a step starts (status `running`) and again when it is over. */
  step(record: StepRecord): void;
  reply(reply: WebhookReply): void;
  /** A file that the run made; absent where nobody keeps them. */
  file?(file: BinaryReference): void;
}

export interface PatternCallRequest {
  runId: string;
  nodeId: string;
  items: readonly Item[];
  wait: boolean;
  /** Aborted when the step ends before the called run does; the called run ends with it. */
  signal: AbortSignal;
  /** To hand to the called run, so that neither run's record shows what the other leased. */
  redaction: RunRedaction;
  /** Makes the files of the called run those of this one, before that one is reported to be over. */
  adopt(items: readonly Item[]): Promise<Item[]>;
}

/** Starts runs of other patterns. Rejects with a PatchbayError when the run is refused or fails. */
export interface PatternCaller {
  call(request: PatternCallRequest): Promise<PatternCallResult>;
}

export interface MemoryRequest {
  runId: string;
  nodeId: string;
  scope: MemoryScope;
  question:
    /** Digests of 22 characters, at most 1,000. */
    | { kind: 'areNew'; keys: string[]; history: number }
    | { kind: 'raise'; of: HighestKind; value: number }
    | { kind: 'forget' };
}

/** Where patterns remember things from run to run. Rejects with a PatchbayError. */
export interface MemoryKeeper {
  /** `areNew` in the order of the keys; `before`, the highest value until then. */
  ask(request: MemoryRequest): Promise<{ areNew?: boolean[]; before?: number }>;
}

export interface Catalog {
  node(type: string): AnyNode | undefined;
  connector(typeOrAlias: string): AnyConnector | undefined;
}

export interface RuntimeOptions {
  catalog: Catalog;
  broker: CredentialBroker;
  /** Without it no step can call a pattern. */
  calls?: PatternCaller;
  /** Without it patterns remember nothing. */
  memory?: MemoryKeeper;
  policy: EgressPolicy;
  allowedDirectories: readonly string[];
  /** Where runs keep their files; without it they have none. */
  files?: RunFilesOptions;
  /**
   * `recordedItems` of each output of a step, `recordedBytes` of a step, `recordedRunBytes` of all steps of a run, about;
   * 8 MB when absent. `keptBytes`: what the items of one run may take in memory, about; a share of the heap when absent.
   */
  limits: {
    recordedItems: number;
    recordedBytes: number;
    recordedRunBytes?: number;
    keptBytes?: number;
  };
  /** Milliseconds after which a client that no step uses is closed; 60,000 when absent. */
  idleMs?: number;
}

export interface RunRequest {
  runId: string;
  patternId: string;
  patternName: string;
  environment: string;
  /** Compiled once per object: hand in the same one for every run of a version. */
  graph: PatternGraph;
  trigger: {
    nodeId: string;
    items: readonly Item[];
    respond?: 'byNode' | 'whenDone' | 'immediately';
    answer?: FinalAnswer;
  };
  startedAt: string;
  timeoutMs: number;
  signal: AbortSignal;
  sink: RunSink;
  /** That of the run which called this one. */
  redaction?: RunRedaction;
  /** What resume URLs begin with; absent where the run cannot be set aside. */
  resumeBase?: string;
  /** It was set aside and goes on. The trigger names the step that waited then, and has the items of the call. */
  resumed?: Resumed;
}

/** How a webhook that waits for the end of the run is answered. */
export interface FinalAnswer {
  /** Of a run that succeeded; 200 when absent. */
  status?: number;
  headers?: Record<string, string>;
  /** Of the last step. Absent: one item as an object, several as a list. */
  data?: 'firstItem' | 'allItems' | 'file' | 'nothing';
  /** The answer becomes an object with this member alone. */
  key?: string;
  /** Which file of the first item; absent where it has only one. */
  file?: string;
}

export interface Resumed {
  /** The id of the file with the state of the run, which is read once. */
  state: string;
  by: 'time' | 'call';
}

/** What `execute` gives: how the run ended, or that it waits. */
export type RunResult = RunEnd | RunAside;

/** The run was set aside: nothing of it is left here but its files. */
export interface RunAside {
  status: 'waiting';
  nodeId: string;
  until?: string;
  call?: AwaitedCall;
  /** SHA-256 in hexadecimal of each token that a call may show; nobody else knows the tokens. */
  tokenHashes: string[];
  /** The id of the file with the state of the run: redacted, without anything that it leased. */
  state: string;
  error?: undefined;
  output?: undefined;
}

export interface RunEnd {
  status: 'success' | 'failed' | 'canceled' | 'timedOut';
  finishedAt: string;
  error?: RunProblem;
  /** What the last step gave, not redacted; for the run that called this one. */
  output?: readonly Item[];
}
