import type { NodeOutput, SetAside } from '@patchbay/plugin-sdk';
import type { Delivery, StepQueue } from '../graph/queue.js';
import type { Counts } from '../run/counts.js';
import type { Run } from '../run/run.js';
import { Freezer } from './freezer.js';
import type { FrozenRun, FrozenStep } from './frozen.js';

/** A step that waits, as it is known when its run is set aside and again when it goes on. */
export interface WaitingStep {
  readonly delivery: Delivery;
  readonly runIndex: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly attempts: number;
  /** What it gives at its time. */
  readonly output: NodeOutput;
}

/** A step has ended and wants its run to wait. */
export interface Aside {
  readonly how: SetAside;
  readonly step: WaitingStep;
}

/**
 * All that the run needs to go on elsewhere. What it leased is no part of it, and where items repeat a secret that was
 * leased it is masked as in records: whoever thaws the run would not know that it is one.
 */
export function freezeRun(run: Run, step: WaitingStep, queue: StepQueue, counts: Counts): FrozenRun {
  const freezer = new Freezer();
  const { ready, waiting } = queue.pending();
  const { kept, passed } = run.lookBack.all();
  const parts = {
    format: 1 as const,
    step: frozenStep(freezer, step),
    queue: {
      ready: ready.map((delivery) => freezer.delivery(delivery)),
      waiting: waiting.map((delivery) => freezer.delivery(delivery)),
    },
    history: { kept: kept.map((execution) => freezer.execution(execution)), passed },
    counts: [...counts.all()].map(([node, count]) => [node.id, count] as const),
    states: [...run.states()].map(([node, state]) => [node.id, [...state]] as const),
    recordBytes: run.records.left,
    fileBytes: run.files.used,
    tokenHashes: run.waiting.hashes(),
  };
  const frozen = { ...parts, executions: freezer.executions(), lists: freezer.lists() };
  return run.redaction.value(frozen);
}

function frozenStep(
  freezer: Freezer,
  { delivery, output, runIndex, startedAt, attempts }: WaitingStep,
): FrozenStep {
  return { ...freezer.delivery(delivery), runIndex, startedAt, attempts, output: freezer.output(output) };
}
