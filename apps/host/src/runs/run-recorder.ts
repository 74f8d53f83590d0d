import { Injectable } from '@nestjs/common';
import type { StepRecord } from '@patchbay/contracts';
import type { EntityManager } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';
import type { ActiveRun } from './active-run.js';
import { bulkUpsert } from './bulk-upsert.js';
import { type RunRow, runStepTable, runTable } from './run.table.js';

interface Batch {
  runs: Map<string, { run: ActiveRun; steps: Map<number, StepRecord> }>;
  /** When each connection was last used. */
  used: Map<string, string>;
  waiting: (() => void)[];
}

const retryAfterMs = 1000;
/** What nobody waits for gathers so long: a run that ends meanwhile costs one transaction instead of two. */
const gatherMs = 10;

const writeRuns = bulkUpsert(runTable);
const writeSteps = bulkUpsert(runStepTable);

/**
 * Writes runs and steps in groups: everything that came while the last transaction was being written goes into
 * the next one. Whoever is told of a run waits for `written`, so what gathers is known to nobody yet.
 */
@Injectable()
export class RunRecorder {
  #batch = emptyBatch();
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #isWriting = false;
  #isPausing = false;

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  /** Queues the run as it stands when the group is written. */
  record(run: ActiveRun): void {
    entryOf(this.#batch, run);
    this.#schedule(gatherMs);
  }

  /** Queues one step; a later record of the same step replaces it. */
  recordStep(run: ActiveRun, step: { position: number; record: StepRecord }): void {
    entryOf(this.#batch, run).steps.set(step.position, step.record);
    this.#schedule(gatherMs);
  }

  recordUse(connectionId: string, at: string): void {
    this.#batch.used.set(connectionId, at);
    this.#schedule(gatherMs);
  }

  /** Resolves when everything queued so far is on disk, which is begun at once. */
  written(): Promise<void> {
    return new Promise((resolve) => {
      this.#batch.waiting.push(resolve);
      // After a failed write the pause is kept, or a full disk would be tried without end.
      if (!this.#isPausing) this.#schedule(0);
    });
  }

  #schedule(afterMs: number): void {
    if (this.#isWriting || this.#immediate !== undefined) return;
    if (afterMs > 0) this.#timer ??= setTimeout(() => void this.#write(), afterMs);
    else this.#immediate = setImmediate(() => void this.#write());
  }

  async #write(): Promise<void> {
    const batch = this.#takeBatch();
    try {
      if (batch.runs.size + batch.used.size > 0) {
        await this.store.transaction((manager) => writeBatch(manager, this.store.kind, batch));
      }
      for (const resolve of batch.waiting) resolve();
    } catch (error) {
      // A full disk must not lose what it could not take: it is queued again, and whoever waits keeps waiting.
      this.log.error('Runs could not be written; trying again', error);
      putBack(batch, this.#batch);
      this.#isPausing = true;
    }
    this.#isWriting = false;
    const { runs, used, waiting } = this.#batch;
    if (this.#isPausing) this.#schedule(retryAfterMs);
    else if (waiting.length > 0) this.#schedule(0);
    else if (runs.size + used.size > 0) this.#schedule(gatherMs);
  }

  #takeBatch(): Batch {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
    this.#isWriting = true;
    this.#isPausing = false;
    const batch = this.#batch;
    this.#batch = emptyBatch();
    return batch;
  }
}

function emptyBatch(): Batch {
  return { runs: new Map(), used: new Map(), waiting: [] };
}

function entryOf(batch: Batch, run: ActiveRun): { steps: Map<number, StepRecord> } {
  const known = batch.runs.get(run.facts.id);
  if (known) return known;
  const entry = { run, steps: new Map<number, StepRecord>() };
  batch.runs.set(run.facts.id, entry);
  return entry;
}

function putBack(failed: Batch, batch: Batch): void {
  for (const { run, steps } of failed.runs.values()) {
    const entry = entryOf(batch, run);
    for (const [position, record] of steps) if (!entry.steps.has(position)) entry.steps.set(position, record);
  }
  for (const [id, at] of failed.used) if (!batch.used.has(id)) batch.used.set(id, at);
  batch.waiting.unshift(...failed.waiting);
}

async function writeBatch(manager: EntityManager, kind: Store['kind'], batch: Batch): Promise<void> {
  const runs = [...batch.runs.values()];
  const steps = runs.flatMap(({ run, steps: records }) =>
    [...records].map(([position, record]) => ({
      runId: run.facts.id,
      position,
      record: JSON.stringify(record),
    })),
  );
  await writeRuns(
    manager,
    kind,
    runs.map(({ run }) => runRow(run)),
  );
  await writeSteps(manager, kind, steps);
  for (const [id, lastUsedAt] of batch.used)
    await updateRows(manager, connectionTable, { id }, { lastUsedAt });
}

function runRow(run: ActiveRun): RunRow {
  const { error, parent, ...summary } = run.summary();
  return {
    ...summary,
    projectId: run.starter.projectId,
    startedBy: run.starter.userId,
    error: error ?? null,
    parentRunId: parent?.runId ?? null,
    parentNodeId: parent?.nodeId ?? null,
  };
}
