import type { StepRecord } from '@patchbay/contracts';
import { connectionTable } from '../connections/connection.table.js';
import { bulkUpsert } from '../database/table-statements.js';
import type { Direct } from '../database/direct.js';
import type { ActiveRun } from './active-run.js';
import { type RunRow, runStepTable, runTable } from './run.table.js';

export interface RunEntry {
  run: ActiveRun;
  /** By position. */
  steps: Map<number, StepRecord>;
  /** When it was queued, as `performance.now()` counts. */
  since: number;
  /** Somebody waits for it. */
  urgent: boolean;
}

/** What is to be written of runs: each as it stands when it is its turn. */
export class RunBatch {
  readonly runs = new Map<string, RunEntry>();
  /** When each connection was last used. */
  readonly used = new Map<string, string>();

  get isEmpty(): boolean {
    return this.runs.size + this.used.size === 0;
  }

  entryOf(run: ActiveRun): RunEntry {
    const known = this.runs.get(run.facts.id);
    if (known) return known;
    const entry = { run, steps: new Map<number, StepRecord>(), since: performance.now(), urgent: false };
    this.runs.set(run.facts.id, entry);
    return entry;
  }

  /** Moves what is due into a batch of its own. */
  takeDue(isDue: (entry: RunEntry) => boolean): RunBatch {
    const due = new RunBatch();
    for (const [id, entry] of this.runs) {
      if (!isDue(entry)) continue;
      this.runs.delete(id);
      due.runs.set(id, entry);
    }
    for (const [id, at] of this.used) due.used.set(id, at);
    this.used.clear();
    return due;
  }

  /** What could not be written; what came since is newer. */
  putBack(failed: RunBatch): void {
    for (const { run, steps } of failed.runs.values()) {
      const entry = this.entryOf(run);
      for (const [position, record] of steps)
        if (!entry.steps.has(position)) entry.steps.set(position, record);
    }
    for (const [id, at] of failed.used) if (!this.used.has(id)) this.used.set(id, at);
  }

  /**
   * What writes it as it stands now. A run may go on before its turn comes: its end would then be written without the
   * steps that led to it, which are in the next batch, and a host that is killed in between would leave it so.
   * @param hostId of this host, which executes them
   */
  prepare(hostId: string): (direct: Direct) => Promise<void> {
    const entries = [...this.runs.values()];
    const runs = entries.map(({ run }) => runRow(run, hostId));
    const steps = entries.flatMap(stepRows);
    return async (direct) => {
      await writeRuns(direct, runs);
      await writeSteps(direct, steps);
      for (const [id, at] of this.used) await direct.run(setLastUse, [at, id]);
    };
  }
}

const writeRuns = bulkUpsert(runTable);
const writeSteps = bulkUpsert(runStepTable);
const setLastUse = `UPDATE "${connectionTable.options.tableName ?? ''}" SET "lastUsedAt" = ? WHERE "id" = ?`;

function stepRows({ run, steps }: RunEntry) {
  return [...steps].map(([position, record]) => ({
    runId: run.facts.id,
    position,
    record: JSON.stringify(record),
  }));
}

function runRow(run: ActiveRun, hostId: string): RunRow {
  const { error, parent, waiting: _, ...summary } = run.summary();
  return {
    ...summary,
    hostId,
    projectId: run.starter.projectId,
    startedBy: run.starter.userId,
    error: error ?? null,
    parentRunId: parent?.runId ?? null,
    parentNodeId: parent?.nodeId ?? null,
  };
}
