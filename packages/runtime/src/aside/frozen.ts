import type { Item } from '@patchbay/plugin-sdk';

/** A run that is set aside, as JSON. Lists and executions are named by their place, as several may refer to one. */
export interface FrozenRun {
  readonly format: 1;
  readonly lists: readonly (readonly Item[])[];
  readonly executions: readonly FrozenExecution[];
  /** The step that waits. */
  readonly step: FrozenStep;
  readonly queue: { readonly ready: readonly FrozenDelivery[]; readonly waiting: readonly FrozenDelivery[] };
  /** What expressions may look back at. */
  readonly history: { readonly kept: readonly number[]; readonly passed: readonly string[] };
  /** How often each node was executed. */
  readonly counts: readonly (readonly [string, number])[];
  /** What nodes keep from one execution to the next. */
  readonly states: readonly (readonly [string, readonly (readonly [string, unknown])[]])[];
  /** Bytes that records may still take, and that files take. */
  readonly recordBytes: number;
  readonly fileBytes: number;
  readonly tokenHashes: readonly string[];
}

export interface FrozenStep extends FrozenDelivery {
  readonly runIndex: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly attempts: number;
  readonly output: FrozenOutput;
}

export interface FrozenDelivery {
  readonly node: string;
  readonly inputs: readonly (FrozenArrival | null)[];
}

export interface FrozenArrival {
  readonly list: number;
  readonly offset?: number;
  /** An execution and its pin. */
  readonly source?: readonly [number, string];
}

export interface FrozenExecution extends FrozenDelivery {
  readonly runIndex: number;
  readonly outputs: FrozenOutput;
}

/** The list at each pin. */
export type FrozenOutput = Readonly<Record<string, number>>;
