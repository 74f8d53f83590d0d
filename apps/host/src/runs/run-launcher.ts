import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { PatternGraph, RunProblem } from '@patchbay/contracts';
import { PatchbayError, problems } from '@patchbay/errors';
import type { HookReply, RunOrder } from '@patchbay/protocol';
import { Shutdown } from '../bootstrap/shutdown.js';
import { now } from '../database/table.js';
import { Log } from '../logging/log.js';
import { RunnerPool } from '../runners/runner-pool.js';
import { ActiveRun, type RunEnd, type Starter } from './active-run.js';
import { ActiveRuns } from './active-runs.js';
import { CredentialBroker } from './credential-broker.js';
import { RunRecorder } from './run-recorder.js';

export interface Launch {
  patternId: string;
  patternName: string;
  patternVersion: number;
  graph: PatternGraph;
  environment: string;
  starter: Starter;
  trigger: {
    kind: string;
    nodeId: string;
    items: RunOrder['trigger']['items'];
    respond?: RunOrder['trigger']['respond'];
  };
  onReply?: (reply: HookReply) => void;
}

const defaultTimeoutMs = 3_600_000;
/** Canceled runs have this long to stop their drivers before the shutdown goes on. */
const cancelGraceMs = 700;

/** Starts runs in the runners, keeps their records, ends them. */
@Injectable()
export class RunLauncher implements OnApplicationBootstrap {
  constructor(
    private readonly pool: RunnerPool,
    private readonly broker: CredentialBroker,
    private readonly recorder: RunRecorder,
    private readonly active: ActiveRuns,
    private readonly shutdown: Shutdown,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.shutdown.on('finishWork', 'Runs in flight', (deadline) => this.#finishAll(deadline));
  }

  start(launch: Launch): ActiveRun {
    if (this.shutdown.signal.aborted)
      throw new PatchbayError('not-ready', 'Patchbay is stopping; start the run again later.');
    const run = new ActiveRun(factsOf(launch), launch.starter, launch.graph, launch.onReply);
    this.active.add(run);
    this.recorder.record(run);
    this.pool.startRun(
      { projectId: launch.starter.projectId, order: orderOf(run, launch), graph: launch.graph },
      {
        onStep: (record) => {
          if (!run.isOver) this.recorder.recordStep(run, run.addStep(record));
        },
        onReply: run.onReply,
        onLease: (request) => this.broker.lease(run, request),
        onFinished: (outcome) => void this.#finish(run, outcome),
      },
    );
    return run;
  }

  cancel(run: ActiveRun): void {
    this.pool.cancelRun(run.facts.id, 'canceled');
  }

  async #finish(run: ActiveRun, end: RunEnd): Promise<void> {
    if (!run.finish(end)) return;
    this.recorder.record(run);
    await this.recorder.written();
    this.active.remove(run.facts.id);
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
    id: randomUUID(),
    patternId,
    patternName,
    patternVersion,
    environment,
    trigger: launch.trigger.kind,
    startedAt: now(),
  };
}

function orderOf(run: ActiveRun, { trigger, graph }: Launch): RunOrder {
  const { id: runId, patternId, patternName, patternVersion, environment, startedAt } = run.facts;
  const { nodeId, items, respond } = trigger;
  return {
    runId,
    patternKey: `${patternId}:${patternVersion}`,
    patternId,
    patternName,
    environment,
    startedAt,
    trigger: { nodeId, items, ...(respond === undefined ? {} : { respond }) },
    timeoutMs: graph.settings?.timeoutMs ?? defaultTimeoutMs,
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
