import { Injectable } from '@nestjs/common';
import type { RunDetail, RunStatus, RunSummary, RunWaiting, StepRecord } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { In, Not } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { HostSession } from '../database/host-session.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import { RunFilesService } from '../run-files/run-files.service.js';
import { canceledWords, endWaiting } from '../waiting/end-waiting.js';
import { WaitingRuns } from '../waiting/waiting-runs.js';
import { ActiveRuns } from './active-runs.js';
import { recordedFacts } from './recorded-facts.js';
import { goingStatuses, type RunRow, runStepTable, runTable } from './run.table.js';

export interface RunFilter extends PageQuery {
  patternId?: string;
  status?: string;
  from?: string;
  parentRunId?: string;
}

/** The runs as they are recorded, whether they execute, wait or are over. */
@Injectable()
export class StoredRuns {
  constructor(
    private readonly store: Store,
    private readonly active: ActiveRuns,
    private readonly waits: WaitingRuns,
    private readonly files: RunFilesService,
    private readonly audit: AuditService,
    private readonly session: HostSession,
  ) {}

  async list(caller: Caller, filter: RunFilter): Promise<{ items: RunSummary[]; nextCursor: string | null }> {
    const found = this.store.manager
      .createQueryBuilder(runTable, 'r')
      .where('r.projectId = :projectId', { projectId: caller.projectId });
    if (filter.patternId !== undefined)
      found.andWhere('r.patternId = :patternId', { patternId: filter.patternId });
    if (filter.status !== undefined) found.andWhere('r.status = :status', { status: filter.status });
    if (filter.from !== undefined)
      found.andWhere('r.startedAt >= :from', { from: new Date(filter.from).toISOString() });
    if (filter.parentRunId !== undefined)
      found.andWhere('r.parentRunId = :parentRunId', { parentRunId: filter.parentRunId });
    const { rows, nextCursor } = await page(found, 'r', 'startedAt', filter);
    const waiting = await this.waits.describe(rows);
    const items = rows.map(
      (row) => this.active.get(row.id)?.summary() ?? summaryOf(row, waiting.get(row.id)),
    );
    return { items, nextCursor };
  }

  /** @throws PatchbayError `run-not-found` */
  async get(caller: Caller, id: string): Promise<RunDetail> {
    const row = await this.store.manager.findOneBy(runTable, { id, projectId: caller.projectId });
    if (!row) throw new PatchbayError('run-not-found');
    const steps = await this.store.manager.find(runStepTable, {
      where: { runId: id },
      order: { position: 'ASC' },
    });
    const waiting = (await this.waits.describe([row])).get(id);
    return { ...summaryOf(row, waiting), steps: steps.map(({ record }) => JSON.parse(record) as StepRecord) };
  }

  /** @throws PatchbayError `run-not-found`, also while it executes: what it leaves is not complete yet */
  async requireStored(caller: Caller, id: string): Promise<void> {
    // Another host may execute it.
    const isStored = { id, projectId: caller.projectId, status: Not(In(goingStatuses)) };
    if (!this.active.get(id) && (await this.store.manager.existsBy(runTable, isStored))) return;
    throw new PatchbayError('run-not-found', 'There is no such run, or it is not over yet.');
  }

  async remove(caller: Caller, id: string): Promise<void> {
    await this.requireStored(caller, id);
    await this.store.transaction(async (manager) => {
      await endWaiting(manager, { runId: id }, canceledWords);
      await manager.delete(runStepTable, { runId: id });
      await manager.delete(runTable, { id });
      const entry = { projectId: caller.projectId, actor: actorOf(caller), action: 'run.deleted' };
      await this.audit.append({ ...entry, subjectType: 'run', subjectId: id, details: {} }, manager);
    });
    await this.files.remove(id);
  }

  /**
   * Ends a run that waits, and tells the other hosts to end one that executes there: it ends a moment later, and is asked again
   * if its host was out of reach.
   * @throws PatchbayError `run-not-found`, `run-not-active` when it is over
   */
  async cancel(caller: Caller, id: string): Promise<RunSummary> {
    const [ended] = await this.waits.end({ runId: id, projectId: caller.projectId }, canceledWords);
    const { steps: _, ...run } = await this.get(caller, id);
    if (ended !== undefined) this.active.changes.tell(caller.projectId, { summary: () => run });
    else if (goingStatuses.includes(run.status)) await this.session.tell(this.store.manager, 'cancel', id);
    else throw new PatchbayError('run-not-active', `The run ended with ${run.status}.`);
    return run;
  }
}

function summaryOf(row: RunRow, waiting: RunWaiting | undefined): RunSummary {
  const { finishedAt, durationMs, error, parentRunId, parentNodeId } = row;
  const status: RunStatus = row.status;
  return {
    ...recordedFacts(row),
    ...{ status, finishedAt, durationMs },
    ...(error === null ? {} : { error }),
    ...(waiting ? { waiting } : {}),
    ...(parentRunId === null ? {} : { parent: { runId: parentRunId, nodeId: parentNodeId ?? '' } }),
  };
}
