import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import type { HookReply, OpenedConnection, RunOrder, RunOutcome } from '@patchbay/protocol';

/** A run that shall be executed. */
export interface RunAssignment {
  projectId: string;
  order: RunOrder;
  /** The frozen version that `order.patternKey` names. */
  graph: PatternGraph;
}

export interface LeaseQuestion {
  nodeId: string;
  slot: string;
  connectionId: string;
  /** The newest version that the runner has open; when it is current, the answer needs no `config`. */
  openVersion?: number;
}

/** Whom the pool tells about one run. */
export interface RunHandlers {
  onStep(step: StepRecord): void;
  onReply(reply: HookReply): void;
  /** The one door to credentials; a rejection is the answer to the step. */
  onLease(question: LeaseQuestion): Promise<OpenedConnection>;
  /** Exactly once, also when the runner dies. */
  onFinished(outcome: RunOutcome): void;
}

export type CancelReason = 'canceled' | 'timedOut' | 'shutdown';
