import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import type { OpenRunFile, Upload } from './exchange.js';
import type {
  HookReply,
  MemoryAnswer,
  MemoryQuestion,
  MemoryScope,
  OpenedConnection,
  RunAside,
  RunOrder,
  RunOutcome,
} from '@patchbay/protocol';

/** A run that shall be executed. */
export interface RunAssignment {
  projectId: string;
  order: RunOrder;
  /** The frozen version that `order.patternKey` names. */
  graph: PatternGraph;
  /** Files that items of the order refer to. */
  uploads?: readonly Upload[];
  /** The file that `order.resumed` names. It is none of those that the run leaves. */
  state?: Upload;
}

export interface LeaseQuestion {
  nodeId: string;
  slot: string;
  connectionId: string;
  /** The newest version that the runner has open; when it is current, the answer needs no `config`. */
  openVersion?: number;
  openVariants?: string[];
}

export interface SecretsQuestion {
  nodeId: string;
  names: readonly string[];
}

/** A step asks what its pattern remembers. */
export interface MemoryRequest {
  nodeId: string;
  scope: MemoryScope;
  question: MemoryQuestion;
}

/** A step calls another pattern. */
export interface CallQuestion {
  nodeId: string;
  /** Absent when the step waits: then the runner has them, and executes the called run itself. */
  items?: RunOrder['trigger']['items'];
}

export type StartRun = (assignment: RunAssignment, handlers: RunHandlers) => void;

/**
 * `openFile` opens the file that the reply names, to be closed by whoever calls it, which must be done within the turn;
 * undefined when the run has no such file.
 */
export type OnReply = (reply: HookReply, openFile: () => OpenRunFile | undefined) => void;

/** Whom the pool tells about one run. */
export interface RunHandlers {
  onStep(step: StepRecord): void;
  onReply: OnReply;
  /** The one door to credentials; a rejection is the answer to the step. */
  onLease(question: LeaseQuestion): Promise<OpenedConnection>;
  /** The door to named secrets; the same holds. */
  onSecrets(question: SecretsQuestion): Promise<Record<string, string>>;
  /** A rejection is the answer to the step. */
  onMemory(request: MemoryRequest): Promise<MemoryAnswer>;
  /**
   * Answers with the id of the called run; a rejection is the answer to the step. A run that a step waits for is
   * started by `startHere`, in the runner of the step and before all that waits for a runner: were it to wait for a
   * free one itself, runs that hold them all would wait for each other without end.
   */
  onCall(question: CallQuestion, startHere: StartRun): Promise<string>;
  /**
   * Instead of `onFinished`: the run left its runner and waits. With its state and its other files, to be closed.
   * Absent where no run may do so.
   */
  onAside?: (aside: RunAside, state: OpenRunFile, files: readonly OpenRunFile[]) => void;
  /** Exactly once, also when the runner dies; with the files that it left of this run, to be closed. */
  onFinished(outcome: RunOutcome, files: readonly OpenRunFile[]): void;
}

export type CancelReason = 'canceled' | 'timedOut' | 'shutdown';
