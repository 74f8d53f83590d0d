import { closeSync } from 'node:fs';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { PatternGraph, RunProblem } from '@patchbay/contracts';
import { PatchbayError, problems } from '@patchbay/errors';
import { Shutdown } from '../bootstrap/shutdown.js';
import { now } from '../database/table.js';
import { Log } from '../logging/log.js';
import {
  type CallQuestion,
  type OpenRunFile,
  type RunAssignment,
  RunnerPool,
  type StartRun,
} from '../runners/runner-pool.js';
import { ActiveRun, type RunEnd } from './active-run.js';
import { ActiveRuns } from './active-runs.js';
import { type LeftRun, LeftRuns } from '../waiting/left-runs.js';
import { assignmentOf, resumedAssignment } from './assignments.js';
import { withoutPins } from './graph-part.js';
import type { Launch, ResumedLaunch } from './launch.js';
import { PatternCalls } from './pattern-calls.js';
import { newRunId } from './run-id.js';
import { RunRecorder } from './run-recorder.js';
import { StepQuestions } from './step-questions.js';

/** Canceled runs have this long to stop their drivers before the shutdown goes on. */
const cancelGraceMs = 700;

/** Starts runs in the runners, keeps their records, ends them. */
@Injectable()
export class RunLauncher implements OnApplicationBootstrap {
  constructor(
    private readonly pool: RunnerPool,
    private readonly questions: StepQuestions,
    private readonly recorder: RunRecorder,
    private readonly active: ActiveRuns,
    private readonly calls: PatternCalls,
    private readonly left: LeftRuns,
    private readonly shutdown: Shutdown,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.shutdown.on('finishWork', 'Runs in flight', (deadline) => this.#finishAll(deadline));
  }

  /** @param place where it is executed, if not by the next runner that is free */
  start(given: Launch, place: StartRun = this.pool.startRun.bind(this.pool)): ActiveRun {
    this.requireOpen();
    const launch = given.variant === undefined ? { ...given, graph: withoutPins(given.graph) } : given;
    const run = new ActiveRun(factsOf(launch), launch.starter, launch.graph, launch.onReply, launch.caller);
    const graph = launch.variant === undefined ? null : launch.graph;
    this.#begin(run, assignmentOf(run, launch), graph, place);
    return run;
  }

  /** The run was set aside, and whoever asks has taken it. */
  resume(run: ActiveRun, launch: ResumedLaunch): void {
    const place = this.pool.startRun.bind(this.pool);
    this.#begin(run, resumedAssignment(run, launch), launch.row.graph, place);
  }

  /** @throws PatchbayError `not-ready` when nothing is to begin any more */
  requireOpen(): void {
    if (this.shutdown.signal.aborted)
      throw new PatchbayError('not-ready', 'Patchbay is stopping; start the run again later.');
  }

  /** @param graph where it is not the version as it is saved */
  #begin(run: ActiveRun, assignment: RunAssignment, graph: PatternGraph | null, place: StartRun): void {
    this.active.add(run);
    this.recorder.record(run);
    const deadline = Date.now() + assignment.order.timeoutMs;
    place(assignment, {
      onReply: run.onReply,
      ...this.questions.of(run),
      onCall: (question, startHere) => this.#call(run, question, startHere),
      onAside: (aside, state, files) => void this.#setAside(run, { aside, state, files, deadline, graph }),
      onFinished: (outcome, files) => void this.#finish(run, outcome, files),
    });
  }

  cancel(run: ActiveRun): void {
    run.isCancelAsked = true;
    this.pool.cancelRun(run.facts.id, 'canceled');
    this.#cancelCalled(run);
  }

  async #call(parent: ActiveRun, question: CallQuestion, startHere: StartRun): Promise<string> {
    const launch = await this.calls.launchOf(parent, question);
    if (launch.caller?.waits) return this.start(launch, startHere).facts.id;
    const run = this.start(launch);
    // Whoever goes on must find the run after a crash.
    await this.recorder.written();
    return run.facts.id;
  }

  /** The runner ends them with the step that waits; a hostile one does not. */
  #cancelCalled(parent: ActiveRun): void {
    for (const run of this.active.all()) {
      if (run.caller?.run === parent && run.caller.waits && !run.isOver) this.cancel(run);
    }
  }

  async #finish(run: ActiveRun, end: RunEnd, files: readonly OpenRunFile[] = []): Promise<void> {
    if (!run.finish(end)) return closeAll(files);
    this.#cancelCalled(run);
    await this.left.keep(run, files);
    this.active.remove(run);
    run.announceEnd();
  }

  async #setAside(run: ActiveRun, left: LeftRun): Promise<void> {
    if (!(await this.left.setAside(run, left)))
      return this.#finish(run, { status: 'failed', finishedAt: now(), error: unstoredProblem });
    this.active.remove(run);
    run.announceEnd();
  }

  async #finishAll(deadline: number): Promise<void> {
    const ends = this.active
      .all()
      .map((run) => new Promise<void>((resolve) => run.follow(() => undefined, resolve)));
    const left = () => this.active.all();
    await Promise.race([Promise.all(ends), sleep(deadline - cancelGraceMs - Date.now())]);
    for (const run of left()) this.pool.cancelRun(run.facts.id, 'shutdown');
    if (left().length > 0) await Promise.race([Promise.all(ends), sleep(cancelGraceMs - 200)]);
    for (const run of left()) {
      this.log.warn('The run did not end before the shutdown', { runId: run.facts.id });
      void this.#finish(run, { status: 'canceled', finishedAt: now(), error: interruptedProblem });
    }
    await this.recorder.written();
  }
}

/** What the record of a run says that the host did not see the end of. */
export const interruptedProblem: RunProblem = {
  code: 'run-interrupted',
  title: problems['run-interrupted'].title,
  detail: 'Patchbay was stopped while the run was going on. Start it again.',
};

const unstoredProblem: RunProblem = {
  code: 'internal',
  title: problems.internal.title,
  detail: 'The run could not be stored when it was to wait.',
};

export function factsOf(launch: Launch): ActiveRun['facts'] {
  const { patternId, patternName, patternVersion, environment } = launch;
  return {
    id: launch.id ?? newRunId(),
    patternId,
    patternName,
    patternVersion,
    environment,
    trigger: launch.trigger.kind,
    startedAt: now(),
  };
}

function closeAll(files: readonly OpenRunFile[]): void {
  for (const { descriptor } of files) closeSync(descriptor);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
