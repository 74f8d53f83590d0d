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
import { inlinePlaces } from '../inline/inline-place.js';
import { ActiveRun, type RunEnd } from './active-run.js';
import { ActiveRuns } from './active-runs.js';
import { RunFilesService } from '../run-files/run-files.service.js';
import { withoutPins } from './graph-part.js';
import type { Launch } from './launch.js';
import { PatternCalls } from './pattern-calls.js';
import { withUploads } from './uploads.js';
import { newRunId } from './run-id.js';
import { RunRecorder } from './run-recorder.js';
import { StepQuestions } from './step-questions.js';

const defaultTimeoutMs = 3_600_000;
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
    private readonly files: RunFilesService,
    private readonly shutdown: Shutdown,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.shutdown.on('finishWork', 'Runs in flight', (deadline) => this.#finishAll(deadline));
  }

  /** @param place where it is executed, if not by the next runner that is free */
  start(given: Launch, place: StartRun = this.pool.startRun.bind(this.pool)): ActiveRun {
    if (this.shutdown.signal.aborted)
      throw new PatchbayError('not-ready', 'Patchbay is stopping; start the run again later.');
    const launch = given.variant === undefined ? { ...given, graph: withoutPins(given.graph) } : given;
    const run = new ActiveRun(factsOf(launch), launch.starter, launch.graph, launch.onReply, launch.caller);
    this.active.add(run);
    this.recorder.record(run);
    place(
      { projectId: launch.starter.projectId, graph: launch.graph, ...orderOf(run, launch) },
      {
        onReply: run.onReply,
        ...this.questions.of(run),
        onCall: (question, startHere) => this.#call(run, question, startHere),
        onFinished: (outcome, files) => void this.#finish(run, outcome, files),
      },
    );
    return run;
  }

  cancel(run: ActiveRun): void {
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
    if (files.length > 0) await this.files.keep(run.facts.id, files);
    await this.recorder.written(run);
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

function factsOf(launch: Launch): ActiveRun['facts'] {
  const { patternId, patternName, patternVersion, environment } = launch;
  return {
    id: newRunId(),
    patternId,
    patternName,
    patternVersion,
    environment,
    trigger: launch.trigger.kind,
    startedAt: now(),
  };
}

function orderOf(
  run: ActiveRun,
  { trigger, graph, variant, uploads = [] }: Launch,
): Pick<RunAssignment, 'order' | 'uploads'> {
  const { id: runId, patternId, patternName, patternVersion, environment, startedAt } = run.facts;
  const { nodeId, respond } = trigger;
  const { items, files } = withUploads(runId, trigger.items, uploads);
  const order = {
    runId,
    patternKey: [patternId, patternVersion, ...inlineIds(graph), variant ?? ''].join(':'),
    patternId,
    patternName,
    environment,
    startedAt,
    trigger: { nodeId, items, ...(respond === undefined ? {} : { respond }) },
    timeoutMs: graph.settings?.timeoutMs ?? defaultTimeoutMs,
  };
  return files.length === 0 ? { order } : { order, uploads: files };
}

/** A backfill changes a version that runners may know by its number: what it sealed has other ids. */
function inlineIds(graph: PatternGraph): string[] {
  return inlinePlaces(graph).map(({ inline: { id = '' } }) => id);
}

function closeAll(files: readonly OpenRunFile[]): void {
  for (const { descriptor } of files) closeSync(descriptor);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
