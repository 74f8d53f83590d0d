import { Injectable } from '@nestjs/common';
import type { StepRecord } from '@patchbay/contracts';
import type { EntityManager } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { updateRows, upsertRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';
import type { ActiveRun } from './active-run.js';
import { type RunRow, runStepTable, runTable } from './run.table.js';

interface Batch {
  runs: Map<string, { run: ActiveRun; steps: Map<number, string> }>;
  /** When each connection was last used. */
  used: Map<string, string>;
  waiting: (() => void)[];
}

const retryAfterMs = 1000;
const rowsPerStatement = 100;

/**
 * Writes runs and steps in groups: everything that came while the last transaction was being written goes into
 * the next one. A run that ends before its first group is written costs one insert and no update.
 */
@Injectable()
export class RunRecorder {
  #batch = emptyBatch();
  #scheduled = false;

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  /** Queues the run as it stands when the group is written. */
  record(run: ActiveRun): void {
    entryOf(this.#batch, run);
    this.#schedule();
  }

  /** Queues one step; a later record of the same step replaces it. */
  recordStep(run: ActiveRun, step: { position: number; record: StepRecord }): void {
    entryOf(this.#batch, run).steps.set(step.position, JSON.stringify(step.record));
    this.#schedule();
  }

  recordUse(connectionId: string, at: string): void {
    this.#batch.used.set(connectionId, at);
    this.#schedule();
  }

  /** Resolves when everything queued so far is on disk. */
  written(): Promise<void> {
    return new Promise((resolve) => {
      this.#batch.waiting.push(resolve);
      this.#schedule();
    });
  }

  #schedule(afterMs = 0): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (afterMs > 0) setTimeout(() => void this.#write(), afterMs);
    else setImmediate(() => void this.#write());
  }

  async #write(): Promise<void> {
    const batch = this.#batch;
    this.#batch = emptyBatch();
    let delay = 0;
    try {
      if (batch.runs.size + batch.used.size > 0)
        await this.store.transaction((manager) => writeBatch(manager, batch));
      for (const resolve of batch.waiting) resolve();
    } catch (error) {
      // A full disk must not lose what it could not take: it is queued again, and whoever waits keeps waiting.
      this.log.error('Runs could not be written; trying again', error);
      putBack(batch, this.#batch);
      delay = retryAfterMs;
    }
    this.#scheduled = false;
    if (this.#batch.runs.size + this.#batch.used.size + this.#batch.waiting.length > 0) this.#schedule(delay);
  }
}

function emptyBatch(): Batch {
  return { runs: new Map(), used: new Map(), waiting: [] };
}

function entryOf(batch: Batch, run: ActiveRun): { steps: Map<number, string> } {
  const known = batch.runs.get(run.facts.id);
  if (known) return known;
  const entry = { run, steps: new Map<number, string>() };
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

async function writeBatch(manager: EntityManager, batch: Batch): Promise<void> {
  const runs = [...batch.runs.values()];
  const steps = runs.flatMap(({ run, steps: records }) =>
    [...records].map(([position, record]) => ({ runId: run.facts.id, position, record })),
  );
  for (const rows of chunks(runs.map(({ run }) => runRow(run))))
    await upsertRows(manager, runTable, rows, ['id']);
  for (const rows of chunks(steps)) await upsertRows(manager, runStepTable, rows, ['runId', 'position']);
  for (const [id, lastUsedAt] of batch.used)
    await updateRows(manager, connectionTable, { id }, { lastUsedAt });
}

function runRow(run: ActiveRun): RunRow {
  const { error, ...summary } = run.summary();
  return {
    ...summary,
    projectId: run.starter.projectId,
    startedBy: run.starter.userId,
    error: error ?? null,
  };
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += rowsPerStatement)
    yield rows.slice(from, from + rowsPerStatement);
}
