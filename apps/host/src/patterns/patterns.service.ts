import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PatternCreate, PatternDetail, PatternGraph, PatternPatch } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { connectionReferenceTable } from '../connections/connection-reference.table.js';
import { insertRows, updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { writeUnique } from '../database/unique.js';
import { InlineKeeper } from '../inline/inline-keeper.js';
import { endWaiting } from '../waiting/end-waiting.js';
import { WebhookActivation } from '../hooks/webhook-activation.js';
import { actorOf, type Caller } from '../http/caller.js';
import { indexSecretUses } from '../secrets/secret-references.js';
import { PatternChecks } from './pattern-checks.js';
import { freeze, indexReferences } from './pattern-index.js';
import { holdConnections } from './hold-connections.js';
import { lockPatterns } from './lock-patterns.js';
import { patternMemoryTable } from './pattern-memory.table.js';
import { detailOf } from './pattern-view.js';
import { type PatternRow, patternTable, patternVersionTable } from './pattern.table.js';

/** Saved patterns. Every save freezes a version; connections are referenced by id and indexed in the same transaction. */
@Injectable()
export class PatternsService {
  constructor(
    private readonly store: Store,
    private readonly checks: PatternChecks,
    private readonly audit: AuditService,
    private readonly webhooks: WebhookActivation,
    private readonly inline: InlineKeeper,
    private readonly connectionEvents: ConnectionEvents,
  ) {}

  async get(caller: Caller, id: string): Promise<PatternDetail> {
    return this.#detail(await this.row(caller.projectId, id, this.store.manager));
  }

  create(caller: Caller, input: PatternCreate): Promise<PatternDetail> {
    return this.save((manager) => this.insert(manager, caller, input));
  }

  /**
   * For whoever has more to do in the transaction; see `save`.
   * @param origin what the audit log says of where it came from
   * @throws PatchbayError `pattern-invalid`, `conflict` when the name is taken, and those of inline credentials
   */
  async insert(
    manager: EntityManager,
    caller: Caller,
    input: PatternCreate,
    origin: Record<string, unknown> = {},
  ): Promise<PatternDetail> {
    const given = graphOf(input);
    await holdConnections(manager, caller.projectId, given.nodes);
    await this.checks.check(given, caller, manager);
    await refuseTakenName(manager, caller.projectId, input.name);
    const at = now();
    const { projectId } = caller;
    const id = randomUUID();
    const graph = await this.inline.keep(manager, { projectId, patternId: id }, given);
    const row: PatternRow = {
      id,
      projectId,
      name: input.name,
      description: input.description ?? '',
      version: 1,
      activeVersion: null,
      graph,
      nodeCount: graph.nodes.length,
      createdBy: caller.userId ?? null,
      createdAt: at,
      updatedAt: at,
    };
    await insertRows(manager, patternTable, row);
    await freeze(manager, row);
    await this.#record(manager, caller, 'pattern.created', row, origin);
    return this.#detail(row);
  }

  async patch(caller: Caller, id: string, input: PatternPatch): Promise<PatternDetail> {
    const row = await this.save(async (manager) => {
      await holdConnections(manager, caller.projectId, input.nodes);
      const stored = await requireLocked(manager, caller.projectId, id);
      refuseStale(stored, input.version);
      const changed = await this.#change(manager, caller, stored, input);
      if (input.active === undefined) return changed;
      return this.#setActive(manager, caller, changed, input.active);
    });
    await this.webhooks.reload();
    return this.#detail(row);
  }

  async remove(caller: Caller, id: string): Promise<void> {
    const forgotten = await this.store.transaction(async (manager) => {
      const row = await requireLocked(manager, caller.projectId, id);
      await this.webhooks.takeDown(manager, id);
      await manager.delete(connectionReferenceTable, { patternId: id });
      await indexSecretUses(manager, { projectId: row.projectId, userId: id }, []);
      await endWaiting(manager, { patternId: id }, 'Its pattern was deleted while the run waited.');
      await manager.delete(patternVersionTable, { patternId: id });
      await manager.delete(patternMemoryTable, { patternId: id });
      await manager.delete(patternTable, { id });
      await this.#record(manager, caller, 'pattern.deleted', row);
      return this.inline.forget(manager, id);
    });
    for (const each of forgotten) this.connectionEvents.changed(each);
    await this.webhooks.reload();
  }

  /** Names and addresses are looked up before they are taken; of two who do it at once the index stops one. */
  save<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const sentence = 'Somebody took the name or the address meanwhile; choose another one.';
    return writeUnique(
      () => this.store.transaction(work),
      () => new PatchbayError('conflict', sentence),
    );
  }

  /** The pattern of this project, or `pattern-not-found`: a foreign one looks like a missing one. */
  async row(projectId: string, id: string, manager: EntityManager): Promise<PatternRow> {
    const row = await manager.findOneBy(patternTable, { id, projectId });
    if (!row) throw new PatchbayError('pattern-not-found');
    return row;
  }

  #detail(row: PatternRow): PatternDetail {
    return detailOf({ ...row, graph: this.inline.shown(row.graph) });
  }

  async #change(
    manager: EntityManager,
    caller: Caller,
    stored: PatternRow,
    input: PatternPatch,
  ): Promise<PatternRow> {
    const given: PatternGraph = { ...stored.graph, ...graphPart(input) };
    const graphChanged = Object.keys(graphPart(input)).length > 0;
    if (!graphChanged && input.name === undefined && input.description === undefined) return stored;
    if (graphChanged) await this.checks.check(given, caller, manager, stored.graph);
    const place = { projectId: stored.projectId, patternId: stored.id };
    const graph =
      input.nodes === undefined ? given : await this.inline.keep(manager, place, given, stored.graph);
    if (input.name !== undefined && input.name !== stored.name)
      await refuseTakenName(manager, caller.projectId, input.name);
    const row: PatternRow = {
      ...stored,
      name: input.name ?? stored.name,
      description: input.description ?? stored.description,
      graph,
      nodeCount: graph.nodes.length,
      version: stored.version + 1,
      updatedAt: now(),
    };
    // The version in the condition: of two saves at once, one finds no row and gets a conflict.
    const changed = await updateRows(manager, patternTable, { id: row.id, version: stored.version }, row);
    if (changed === 0) refuseStale(row, stored.version);
    await freeze(manager, row);
    await this.#record(manager, caller, 'pattern.changed', row);
    return row;
  }

  async #setActive(
    manager: EntityManager,
    caller: Caller,
    row: PatternRow,
    active: boolean,
  ): Promise<PatternRow> {
    const activeVersion = active ? row.version : null;
    await this.webhooks.takeDown(manager, row.id);
    if (active) await this.webhooks.putUp(manager, row, caller.userId ?? null);
    await updateRows(manager, patternTable, { id: row.id }, { activeVersion });
    await indexReferences(manager, { ...row, activeVersion });
    await this.#record(manager, caller, active ? 'pattern.activated' : 'pattern.deactivated', row);
    return { ...row, activeVersion };
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    row: PatternRow,
    more: Record<string, unknown> = {},
  ): Promise<unknown> {
    return this.audit.append(
      {
        projectId: caller.projectId,
        actor: actorOf(caller),
        action,
        subjectType: 'pattern',
        subjectId: row.id,
        details: { name: row.name, version: row.version, ...more },
      },
      manager,
    );
  }
}

/** Nobody else changes it, or what is live of it, before the transaction is over. SQLite transactions queue anyway. */
async function requireLocked(manager: EntityManager, projectId: string, id: string): Promise<PatternRow> {
  const [row] = await lockPatterns(manager, projectId, [id]);
  if (row === undefined) throw new PatchbayError('pattern-not-found');
  return row;
}

async function refuseTakenName(manager: EntityManager, projectId: string, name: string): Promise<void> {
  if (!(await manager.existsBy(patternTable, { projectId, name }))) return;
  throw new PatchbayError('conflict', {
    detail: `A pattern named "${name}" exists already; choose another name.`,
    errors: [{ pointer: '/name', detail: 'This name is taken' }],
  });
}

function refuseStale(row: PatternRow, expected: number | undefined): void {
  if (expected === undefined || expected === row.version) return;
  throw new PatchbayError('version-conflict', {
    detail: `The pattern is at version ${row.version} now; load it again before you save.`,
    extra: { version: row.version },
  });
}

function graphOf(input: PatternCreate): PatternGraph {
  return {
    nodes: input.nodes,
    edges: input.edges,
    ...(input.settings === undefined ? {} : { settings: input.settings }),
  };
}

function graphPart({ nodes, edges, settings }: PatternPatch): Partial<PatternGraph> {
  return {
    ...(nodes === undefined ? {} : { nodes }),
    ...(edges === undefined ? {} : { edges }),
    ...(settings === undefined ? {} : { settings }),
  };
}
