import type {
  PatternGraph,
  RunDetail,
  RunEvent,
  RunProblem,
  RunStatus,
  RunSummary,
  RunWaiting,
  StepRecord,
} from '@patchbay/contracts';
import type { OnReply } from '../runners/runner-pool.js';

/** With whose rights a run leases connections: whoever started it, or who put its trigger live. */
export interface Starter {
  userId: string | null;
  projectId: string;
}

export interface RunFacts {
  id: string;
  patternId: string;
  patternName: string;
  patternVersion: number;
  environment: string;
  trigger: string;
  startedAt: string;
}

/** The step that called a run. */
export interface Caller {
  run: ActiveRun;
  nodeId: string;
  /** The called run ends with the step. */
  waits: boolean;
}

export interface RunEnd {
  status: Exclude<RunStatus, 'queued' | 'running' | 'waiting'>;
  finishedAt: string;
  error?: RunProblem | undefined;
}

/** A run while it executes: the host's picture of it, from which the record is written and events are sent. */
export class ActiveRun {
  readonly steps = new Map<string, { position: number; record: StepRecord }>();
  /** Which version of each connection its steps were given last. */
  readonly leased = new Map<string, number>();
  readonly #followers = new Set<(event: RunEvent) => void>();
  readonly #onEnd = new Set<() => void>();
  #end: RunEnd | undefined;
  #waiting: RunWaiting | undefined;
  /** Somebody wants it to end, which its runner may not hear any more. */
  isCancelAsked = false;
  /** It is being stored to wait: its record is not to be written any more. */
  isLeaving = false;

  constructor(
    readonly facts: RunFacts,
    readonly starter: Starter,
    readonly graph: PatternGraph,
    readonly onReply: OnReply = () => undefined,
    readonly caller?: Caller,
  ) {}

  /** Nothing of it happens here any more: it has ended, or was set aside. */
  get isOver(): boolean {
    return this.#end !== undefined || this.#waiting !== undefined;
  }

  get end(): RunEnd | undefined {
    return this.#end;
  }

  /** What it waits for since it was set aside. It goes on as another object. */
  get waiting(): RunWaiting | undefined {
    return this.#waiting;
  }

  /** The runs above this one, the nearest first. */
  callers(): ActiveRun[] {
    return this.caller ? [this.caller.run, ...this.caller.run.callers()] : [];
  }

  addStep(record: StepRecord): { position: number; record: StepRecord } {
    const key = `${record.nodeId}\n${record.runIndex}`;
    const entry = { position: this.steps.get(key)?.position ?? this.steps.size, record };
    this.steps.set(key, entry);
    this.#tell({ type: 'step', step: record });
    return entry;
  }

  /** False when the run was over already: the first end counts. */
  finish(end: RunEnd): boolean {
    if (this.isOver) return false;
    this.#end = end;
    return true;
  }

  setAside(waiting: RunWaiting): void {
    this.#waiting = waiting;
  }

  /** Steps of before it was set aside, in their order. */
  restore(records: readonly StepRecord[]): void {
    for (const record of records) this.addStep(record);
  }

  /** Told once the record of the end, or of its being set aside, is on disk. */
  announceEnd(): void {
    if (this.#followers.size > 0) this.#tell({ type: 'run', run: this.summary() });
    for (const resolve of this.#onEnd) resolve();
  }

  /** Calls back once the record of the end is on disk. */
  onceOver(onEnd: () => void): void {
    this.#onEnd.add(onEnd);
  }

  /** Follows what happens from now on; answers with how to stop. */
  follow(onEvent: (event: RunEvent) => void, onEnd: () => void): () => void {
    this.#followers.add(onEvent);
    this.#onEnd.add(onEnd);
    return () => {
      this.#followers.delete(onEvent);
      this.#onEnd.delete(onEnd);
    };
  }

  summary(): RunSummary {
    return {
      ...this.facts,
      status: this.#end?.status ?? (this.#waiting ? 'waiting' : 'running'),
      finishedAt: this.#end?.finishedAt ?? null,
      durationMs: this.#end ? Date.parse(this.#end.finishedAt) - Date.parse(this.facts.startedAt) : null,
      ...(this.#end?.error === undefined ? {} : { error: this.#end.error }),
      ...(this.#waiting ? { waiting: this.#waiting } : {}),
      ...(this.caller ? { parent: { runId: this.caller.run.facts.id, nodeId: this.caller.nodeId } } : {}),
    };
  }

  detail(): RunDetail {
    const steps = [...this.steps.values()]
      .sort((a, b) => a.position - b.position)
      .map(({ record }) => record);
    return { ...this.summary(), steps };
  }

  #tell(event: RunEvent): void {
    for (const onEvent of this.#followers) onEvent(event);
  }
}
