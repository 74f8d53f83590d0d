import { Injectable } from '@nestjs/common';
import type { RunWaiting } from '@patchbay/contracts';
import { type FindOptionsWhere, In, IsNull, MoreThan, Not } from 'typeorm';
import { HostSession } from '../database/host-session.js';
import { insertRows, updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { type RunRow, runTable } from '../runs/run.table.js';
import { endWaiting } from './end-waiting.js';
import { type LeftState, type WaitingRun, type WaitingRunRow, waitingRunTable } from './waiting-run.table.js';

/** Of those that go on at a time. */
const readAtOnce = 50;

/** The runs that were set aside, as they are stored. */
@Injectable()
export class WaitingRuns {
  /** Told when a run was set aside here. */
  onAdded: (dueAt: string | null) => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly session: HostSession,
  ) {}

  /** From then on it survives everything, and no host but the one that takes it lets it go on. */
  async add(row: WaitingRunRow): Promise<void> {
    await this.store.transaction(async (manager) => {
      await insertRows(manager, waitingRunTable, row);
      const waits = { status: 'waiting' as const, finishedAt: null, durationMs: null, error: null };
      await updateRows(manager, runTable, { id: row.runId }, waits);
    });
    this.onAdded(row.dueAt);
  }

  find(runId: string): Promise<WaitingRun | null> {
    return this.store.manager.findOne(waitingRunTable, { select: light, where: { runId } });
  }

  /** What its runner left; null when it does not wait any more. */
  stateOf({ runId, since }: WaitingRun): Promise<LeftState | null> {
    const select = { graph: true, state: true };
    return this.store.manager.findOne(waitingRunTable, { select, where: { runId, since } });
  }

  /** Whoever shows this token may call as well; false when the run does not wait there any more. */
  async addToken({ runId, since, tokenHashes }: WaitingRun, hash: string): Promise<boolean> {
    const where = { runId, since };
    const change = { tokenHashes: [...tokenHashes, hash] };
    return (await updateRows(this.store.manager, waitingRunTable, where, change)) > 0;
  }

  /** Whether it is for the caller to let the run go on: of several who ask, one is told so, once. */
  take({ runId, since }: WaitingRun): Promise<boolean> {
    return this.store.transaction(async (manager) => {
      const { affected } = await manager.delete(waitingRunTable, { runId, since });
      if (affected !== 1) return false;
      const waits = { id: runId, status: 'waiting' as const };
      const goesOn = { status: 'running' as const, hostId: this.session.id };
      return (await updateRows(manager, runTable, waits, goesOn)) > 0;
    });
  }

  /** Ends those before their time; answers with the ids of those that were still waiting. */
  end(where: FindOptionsWhere<WaitingRunRow>, why: string): Promise<string[]> {
    return this.store.transaction((manager) => endWaiting(manager, where, why));
  }

  /** Those that go on at a time, the longest overdue first; read a few at a time, for as long as somebody goes on asking. */
  async *timed(): AsyncGenerator<WaitingRun, void> {
    let where: FindOptionsWhere<WaitingRunRow> | FindOptionsWhere<WaitingRunRow>[] = { dueAt: Not(IsNull()) };
    for (;;) {
      const order = { dueAt: 'ASC', runId: 'ASC' } as const;
      const rows: WaitingRun[] = await this.store.manager.find(waitingRunTable, {
        ...{ select: light, where, order, take: readAtOnce },
      });
      yield* rows;
      const { dueAt = null, runId } = rows.at(-1) ?? {};
      if (rows.length < readAtOnce || dueAt === null || runId === undefined) return;
      where = [{ dueAt: MoreThan(dueAt) }, { dueAt, runId: MoreThan(runId) }];
    }
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

const light = {
  ...{ runId: true, projectId: true, patternId: true, nodeId: true, since: true },
  ...{ dueAt: true, call: true, tokenHashes: true, timeoutMs: true },
} as const;

export function waitingOf({
  nodeId,
  dueAt,
  call,
}: Pick<WaitingRunRow, 'nodeId' | 'dueAt' | 'call'>): RunWaiting {
  return { nodeId, forCall: call !== null, ...(dueAt === null ? {} : { until: dueAt }) };
}
