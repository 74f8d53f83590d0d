import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type {
  PatternGraph,
  RunDetail,
  RunInput,
  RunItem,
  RunStatus,
  RunSummary,
  StepRecord,
} from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { In } from 'typeorm';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { actorOf, type Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import type { PatternRow } from '../patterns/pattern.table.js';
import { PatternsService } from '../patterns/patterns.service.js';
import { AuditService } from '../audit/audit.service.js';
import { RunFilesService } from '../run-files/run-files.service.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { defaultEnvironment } from '../secrets/environment.table.js';
import type { ActiveRun } from './active-run.js';
import { ActiveRuns } from './active-runs.js';
import { chooseTrigger } from './choose-trigger.js';
import { hasPins, onwards, upTo } from './graph-part.js';
import { interruptedProblem, RunLauncher } from './run-launcher.js';
import { RunRecorder } from './run-recorder.js';
import { type RunRow, runStepTable, runTable } from './run.table.js';

export interface RunFilter extends PageQuery {
  patternId?: string;
  status?: string;
  from?: string;
  parentRunId?: string;
}

/** Starts runs by hand and tells what became of them. */
@Injectable()
export class RunsService implements OnApplicationBootstrap {
  constructor(
    private readonly store: Store,
    private readonly patterns: PatternsService,
    private readonly catalog: CatalogService,
    private readonly launcher: RunLauncher,
    private readonly active: ActiveRuns,
    private readonly recorder: RunRecorder,
    private readonly files: RunFilesService,
    private readonly audit: AuditService,
  ) {}

  /** Runs that were going on when the host was killed are over; their record must not say otherwise. */
  async onApplicationBootstrap(): Promise<void> {
    await this.store.transaction((manager) =>
      updateRows(
        manager,
        runTable,
        { status: In(['queued', 'running']) },
        { status: 'failed', finishedAt: now(), error: interruptedProblem },
      ),
    );
  }

  async start(caller: Caller, patternId: string, input: RunInput): Promise<ActiveRun> {
    const pattern = await this.patterns.row(caller.projectId, patternId, this.store.manager);
    const { environment = defaultEnvironment } = input;
    const { graph, nodeId, variant } = await this.#part(caller, pattern, input);
    const run = this.launcher.start({
      patternId: pattern.id,
      patternName: pattern.name,
      patternVersion: pattern.version,
      graph,
      ...(variant === undefined ? {} : { variant }),
      environment,
      starter: { userId: caller.userId ?? null, projectId: caller.projectId },
      trigger: { kind: 'manual', nodeId, items: itemsOf(input.input) },
    });
    // Acknowledged means recorded; who waits for the end is told when that is on disk.
    if (input.wait !== true) await this.recorder.written(run);
    return run;
  }

  /** What of the pattern a person wants to execute, and where it begins. */
  async #part(caller: Caller, { id, graph: whole }: PatternRow, { until, from, triggerNode }: RunInput) {
    const given = from && (await this.get(caller, from.run));
    if (given && given.patternId !== id) throw new PatchbayError('run-not-found');
    const after = from && onwards(whole, from.node, given?.steps ?? []);
    const graph = until === undefined ? (after ?? whole) : upTo(after ?? whole, until);
    const nodeId = after ? firstPinned(graph) : chooseTrigger(this.catalog, graph, triggerNode).id;
    const isPart = graph !== whole;
    return { graph, nodeId, variant: isPart ? randomUUID() : hasPins(graph) ? 'pinned' : undefined };
  }

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
    return { items: rows.map((row) => this.active.get(row.id)?.summary() ?? summaryOf(row)), nextCursor };
  }

  async get(caller: Caller, id: string): Promise<RunDetail> {
    return this.#activeOf(caller, id)?.detail() ?? this.#stored(caller, id);
  }

  /** @throws PatchbayError `run-not-found`, also while it executes: what it leaves is not complete yet */
  async requireStored(caller: Caller, id: string): Promise<void> {
    const isStored = { id, projectId: caller.projectId };
    if (!this.#activeOf(caller, id) && (await this.store.manager.existsBy(runTable, isStored))) return;
    throw new PatchbayError('run-not-found', 'There is no such run, or it is not over yet.');
  }

  async remove(caller: Caller, id: string): Promise<void> {
    await this.requireStored(caller, id);
    await this.store.transaction(async (manager) => {
      await manager.delete(runStepTable, { runId: id });
      await manager.delete(runTable, { id });
      const entry = { projectId: caller.projectId, actor: actorOf(caller), action: 'run.deleted' };
      await this.audit.append({ ...entry, subjectType: 'run', subjectId: id, details: {} }, manager);
    });
    await this.files.remove(id);
  }

  cancel(caller: Caller, id: string): Promise<RunSummary> {
    const run = this.#activeOf(caller, id);
    if (!run) return this.#refuseCancel(caller, id);
    this.launcher.cancel(run);
    return Promise.resolve(run.summary());
  }

  /** The run while it executes; what is over has a record only. */
  async follow(caller: Caller, id: string): Promise<{ active: ActiveRun } | { record: RunDetail }> {
    const active = this.#activeOf(caller, id);
    return active ? { active } : { record: await this.#stored(caller, id) };
  }

  #activeOf(caller: Caller, id: string): ActiveRun | undefined {
    const run = this.active.get(id);
    return run?.starter.projectId === caller.projectId ? run : undefined;
  }

  async #stored(caller: Caller, id: string): Promise<RunDetail> {
    const row = await this.store.manager.findOneBy(runTable, { id, projectId: caller.projectId });
    if (!row) throw new PatchbayError('run-not-found');
    const steps = await this.store.manager.find(runStepTable, {
      where: { runId: id },
      order: { position: 'ASC' },
    });
    return { ...summaryOf(row), steps: steps.map(({ record }) => JSON.parse(record) as StepRecord) };
  }

  async #refuseCancel(caller: Caller, id: string): Promise<never> {
    const { status } = await this.#stored(caller, id);
    throw new PatchbayError('run-not-active', `The run ended with ${status}.`);
  }
}

/** A part that goes on from a node begins with data: the runtime starts the other pinned nodes by itself. */
function firstPinned({ nodes }: PatternGraph): string {
  return nodes.find(({ pinned }) => pinned !== undefined)?.id ?? '';
}

function itemsOf(input: RunInput['input']): RunItem[] {
  if (input === undefined) return [{ json: {} }];
  return (Array.isArray(input) ? input : [input]).map((json) => ({ json }));
}

function summaryOf(row: RunRow): RunSummary {
  const {
    id,
    patternId,
    patternName,
    patternVersion,
    environment,
    trigger,
    startedAt,
    finishedAt,
    durationMs,
  } = row;
  const status: RunStatus = row.status;
  return {
    ...{
      id,
      patternId,
      patternName,
      patternVersion,
      environment,
      trigger,
      status,
      startedAt,
      finishedAt,
      durationMs,
    },
    ...(row.error === null ? {} : { error: row.error }),
    ...(row.parentRunId === null
      ? {}
      : { parent: { runId: row.parentRunId, nodeId: row.parentNodeId ?? '' } }),
  };
}
