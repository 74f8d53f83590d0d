import { Inject, Injectable } from '@nestjs/common';
import type { PatternGraph } from '@patchbay/contracts';
import type { RunAside } from '@patchbay/protocol';
import { CONFIG, type Config } from '../config/config.js';
import { now } from '../database/table.js';
import { Log } from '../logging/log.js';
import { RunFilesService } from '../run-files/run-files.service.js';
import type { OpenRunFile } from '../runners/runner-pool.js';
import type { ActiveRun } from '../runs/active-run.js';
import { RunRecorder } from '../runs/run-recorder.js';
import { canceledWords } from './end-waiting.js';
import { readState } from './read-state.js';
import type { WaitingRunRow } from './waiting-run.table.js';
import { waitingOf, WaitingRuns } from './waiting-runs.js';

/** What a run left in its runner. */
export interface LeftRun {
  aside: RunAside;
  state: OpenRunFile;
  files: readonly OpenRunFile[];
  /** When it would have timed out, in milliseconds since 1970. */
  deadline: number;
  /** Where it is not the version as it is saved. */
  graph: PatternGraph | null;
}

/** A run that is late by less than this may still end by itself. */
const leastMs = 1_000;

/** Keeps what runs leave in their runners when they end or are set aside. */
@Injectable()
export class LeftRuns {
  constructor(
    private readonly waits: WaitingRuns,
    private readonly files: RunFilesService,
    private readonly recorder: RunRecorder,
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** The files, and what is recorded so far. */
  async keep(run: ActiveRun, files: readonly OpenRunFile[]): Promise<void> {
    if (files.length > 0) await this.files.keep(run.facts.id, files);
    await this.recorder.written(run);
  }

  /** False when it could not be stored. */
  async setAside(run: ActiveRun, left: LeftRun): Promise<boolean> {
    run.isLeaving = true;
    try {
      run.setAside(waitingOf(await this.#store(run, left)));
      // Its runner did not hear it any more.
      if (run.isCancelAsked) await this.waits.end({ runId: run.facts.id }, canceledWords);
      return true;
    } catch (error) {
      this.log.error('A run could not be set aside', error);
      return false;
    }
  }

  /** First what was recorded so far, then in one transaction that it waits: a host that is killed leaves nothing in between. */
  async #store(run: ActiveRun, { aside, state, files, deadline, graph }: LeftRun): Promise<WaitingRunRow> {
    const { id: runId, patternId } = run.facts;
    const packed = await readState(state, this.config.runFileMb * 1024 * 1024);
    await this.keep(run, files);
    const row = {
      ...{ runId, patternId, graph, projectId: run.starter.projectId },
      ...{ nodeId: aside.nodeId, since: now(), dueAt: aside.until ?? null, call: aside.call ?? null },
      tokenHashes: aside.tokenHashes,
      timeoutMs: Math.max(deadline - Date.now(), leastMs),
      state: packed.toString('base64'),
    };
    await this.waits.add(row);
    return row;
  }
}
