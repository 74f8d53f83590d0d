import { Injectable } from '@nestjs/common';
import type { RunWaiting } from '@patchbay/contracts';
import { type FindOptionsWhere, In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { insertRows, updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { type RunRow, runTable } from '../runs/run.table.js';
import { endWaiting } from './end-waiting.js';
import { type WaitingRunRow, waitingRunTable } from './waiting-run.table.js';

/** Of those that are due at once, so many are looked at in one go. */
const mostDue = 50;

/** The runs that were set aside, as they are stored. */
@Injectable()
export class WaitingRuns {
  /** Told when a run was set aside here. */
  onAdded: (dueAt: string | null) => void = () => undefined;

  constructor(private readonly store: Store) {}

  /** From then on it survives everything, and no host but the one that takes it lets it go on. */
  async add(row: WaitingRunRow): Promise<void> {
    await this.store.transaction(async (manager) => {
      await insertRows(manager, waitingRunTable, row);
      const waits = { status: 'waiting' as const, finishedAt: null, durationMs: null, error: null };
      await updateRows(manager, runTable, { id: row.runId }, waits);
    });
    this.onAdded(row.dueAt);
  }

  find(runId: string): Promise<WaitingRunRow | null> {
    return this.store.manager.findOneBy(waitingRunTable, { runId });
  }

  /** Whether it is for the caller to let the run go on: of several who ask, one is told so, once. */
  take({ runId, since }: WaitingRunRow): Promise<boolean> {
    return this.store.transaction(async (manager) => {
      const { affected } = await manager.delete(waitingRunTable, { runId, since });
      if (affected !== 1) return false;
      return (
        (await updateRows(manager, runTable, { id: runId, status: 'waiting' }, { status: 'running' })) > 0
      );
    });
  }

  /** Ends those before their time; answers with the ids of those that were still waiting. */
  end(where: FindOptionsWhere<WaitingRunRow>, why: string): Promise<string[]> {
    return this.store.transaction((manager) => endWaiting(manager, where, why));
  }

  /** The ids of those whose time has come, the longest overdue first. */
  async due(): Promise<string[]> {
    const rows = await this.store.manager.find(waitingRunTable, {
      select: { runId: true },
      where: { dueAt: LessThanOrEqual(now()) },
      order: { dueAt: 'ASC' },
      take: mostDue,
    });
    return rows.map(({ runId }) => runId);
  }

  async nextDueAt(): Promise<string | undefined> {
    const [next] = await this.store.manager.find(waitingRunTable, {
      select: { runId: true, dueAt: true },
      where: { dueAt: Not(IsNull()) },
      order: { dueAt: 'ASC' },
      take: 1,
    });
    return next?.dueAt ?? undefined;
  }

  /** By run: what the waiting ones among these wait for. */
  async describe(runs: readonly Pick<RunRow, 'id' | 'status'>[]): Promise<ReadonlyMap<string, RunWaiting>> {
    const ids = runs.filter(({ status }) => status === 'waiting').map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const rows = await this.store.manager.find(waitingRunTable, {
      select: { runId: true, nodeId: true, dueAt: true, call: true },
      where: { runId: In(ids) },
    });
    return new Map(rows.map((row) => [row.runId, waitingOf(row)]));
  }
}

export function waitingOf({
  nodeId,
  dueAt,
  call,
}: Pick<WaitingRunRow, 'nodeId' | 'dueAt' | 'call'>): RunWaiting {
  return { nodeId, forCall: call !== null, ...(dueAt === null ? {} : { until: dueAt }) };
}
