import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { PatternGraph, RunDetail, RunInput, RunItem, RunSummary } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { HostSession } from '../database/host-session.js';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import type { PatternRow } from '../patterns/pattern.table.js';
import { PatternsService } from '../patterns/patterns.service.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { defaultEnvironment } from '../secrets/environment.table.js';
import type { ActiveRun } from './active-run.js';
import { ActiveRuns } from './active-runs.js';
import { chooseTrigger } from './choose-trigger.js';
import { hasPins, onwards, upTo } from './graph-part.js';
import { RunLauncher } from './run-launcher.js';
import { RunRecorder } from './run-recorder.js';
import { StoredRuns } from './stored-runs.js';

/** Starts runs by hand and tells what becomes of them. */
@Injectable()
export class RunsService implements OnApplicationBootstrap {
  constructor(
    private readonly store: Store,
    private readonly patterns: PatternsService,
    private readonly catalog: CatalogService,
    private readonly launcher: RunLauncher,
    private readonly active: ActiveRuns,
    private readonly recorder: RunRecorder,
    private readonly stored: StoredRuns,
    private readonly session: HostSession,
  ) {}

  onApplicationBootstrap(): void {
    // Another host was asked to, and has seen to it that whoever asked may.
    this.session.hear('cancel', (id = '') => {
      const run = this.active.get(id);
      if (run) this.launcher.cancel(run);
    });
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

  async get(caller: Caller, id: string): Promise<RunDetail> {
    return this.#activeOf(caller, id)?.detail() ?? this.stored.get(caller, id);
  }

  cancel(caller: Caller, id: string): Promise<RunSummary> {
    const run = this.#activeOf(caller, id);
    if (!run) return this.stored.cancel(caller, id);
    this.launcher.cancel(run);
    return Promise.resolve(run.summary());
  }

  /** The run while it executes; what is over has a record only. */
  async follow(caller: Caller, id: string): Promise<{ active: ActiveRun } | { record: RunDetail }> {
    const active = this.#activeOf(caller, id);
    return active ? { active } : { record: await this.stored.get(caller, id) };
  }

  #activeOf(caller: Caller, id: string): ActiveRun | undefined {
    const run = this.active.get(id);
    return run?.starter.projectId === caller.projectId ? run : undefined;
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
