import type {
  PatternGraph,
  RunDetail,
  RunEvent,
  RunProblem,
  RunStatus,
  RunSummary,
  StepRecord,
} from '@patchbay/contracts';
import type { HookReply } from '@patchbay/protocol';

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
  status: Exclude<RunStatus, 'queued' | 'running'>;
  finishedAt: string;
  error?: RunProblem | undefined;
}

/** A run while it executes: the host's picture of it, from which the record is written and events are sent. */
export class ActiveRun {
  readonly steps = new Map<string, { position: number; record: StepRecord }>();
  /** Which version of each connection its steps were given last. */
  readonly leased = new Map<string, number>();
  readonly #followers = new Set<(event: RunEvent) => void>();
  readonly #waiting = new Set<() => void>();
  #end: RunEnd | undefined;

  constructor(
    readonly facts: RunFacts,
    readonly starter: Starter,
    readonly graph: PatternGraph,
    readonly onReply: (reply: HookReply) => void = () => undefined,
    readonly caller?: Caller,
  ) {}

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  get end(): RunEnd | undefined {
    return this.#end;
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
    if (this.#end) return false;
    this.#end = end;
    return true;
  }

  /** Told once the record of the end is on disk. */
  announceEnd(): void {
    if (this.#followers.size > 0) this.#tell({ type: 'run', run: this.summary() });
    for (const resolve of this.#waiting) resolve();
  }

  /** Calls back once the record of the end is on disk. */
  onceOver(onEnd: () => void): void {
    this.#waiting.add(onEnd);
  }

  /** Follows what happens from now on; answers with how to stop. */
  follow(onEvent: (event: RunEvent) => void, onEnd: () => void): () => void {
    this.#followers.add(onEvent);
    this.#waiting.add(onEnd);
    return () => {
      this.#followers.delete(onEvent);
      this.#waiting.delete(onEnd);
    };
  }

  summary(): RunSummary {
    return {
      ...this.facts,
      status: this.#end?.status ?? 'running',
      finishedAt: this.#end?.finishedAt ?? null,
      durationMs: this.#end ? Date.parse(this.#end.finishedAt) - Date.parse(this.facts.startedAt) : null,
      ...(this.#end?.error === undefined ? {} : { error: this.#end.error }),
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
