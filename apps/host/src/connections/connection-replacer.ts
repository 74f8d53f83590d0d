import { Injectable } from '@nestjs/common';
import type { PatternGraph, ReplaceAnswer } from '@patchbay/contracts';
import { PatchbayError, type FieldProblem } from '@patchbay/errors';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { insertRows, updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { actorOf, type Caller } from '../http/caller.js';
import { patternTable, patternVersionTable, type PatternRow } from '../patterns/pattern.table.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ConnectionOpener } from './connection-opener.js';
import { connectionReferenceTable } from './connection-reference.table.js';
import { ConnectionRows } from './connection-rows.js';
import type { ConnectionRow } from './connection.table.js';
import { usersOf } from './reference-users.js';
import { versionConflict } from './version-conflict.js';

/** Puts one connection in the place of another in every draft, all or none. */
@Injectable()
export class ConnectionReplacer {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly opener: ConnectionOpener,
    private readonly audit: AuditService,
  ) {}

  /** @throws PatchbayError `connection-type-mismatch` naming every step, `conflict`, `version-conflict` */
  replace(caller: Caller, id: string, otherId: string): Promise<ReplaceAnswer> {
    return this.store.transaction(async (manager) => {
      // Locked in one order, whichever replaces which: two replacements crosswise would wait for each other.
      for (const each of [id, otherId].sort()) await this.rows.requireLocked(manager, caller, each);
      const row = await this.rows.require(manager, caller, id);
      const other = await this.rows.require(manager, caller, otherId);
      this.#refuseUnfit(row, other);
      const users = await usersOf(manager, id);
      const drafts = users.filter(({ kind }) => kind === 'draft').map(({ patternId }) => patternId);
      const patterns = await manager.findBy(patternTable, { id: In(drafts), projectId: row.projectId });
      this.#refuseMisfits(patterns, row, other);
      const replaced: ReplaceAnswer['replaced'] = [];
      for (const pattern of patterns) replaced.push(await this.#rebind(manager, caller, pattern, row, other));
      // Of these patterns alone: one that was saved meanwhile still names the replaced connection.
      const patternId = In(patterns.map((pattern) => pattern.id));
      const places = { connectionId: id, userType: 'draft' as const, patternId };
      await updateRows(manager, connectionReferenceTable, places, { connectionId: otherId });
      await this.#record(manager, caller, 'connection.replaced', id, {
        name: row.name,
        otherId,
        patterns: drafts,
      });
      const stillLive = users.flatMap(({ patternId, patternName, version }) =>
        version === undefined ? [] : [{ patternId, patternName, version }],
      );
      return { replaced, stillLive };
    });
  }

  #refuseUnfit(row: ConnectionRow, other: ConnectionRow): void {
    if (row.id === other.id) throw new PatchbayError('conflict', 'A connection does not replace itself.');
    // Else runs of colleagues would lose their connection, or whoever shares it would lend out his own unasked.
    if (row.scope === 'project' && other.scope === 'personal')
      throw new PatchbayError(
        'conflict',
        'A personal connection cannot replace one that the project shares.',
      );
    this.opener.refuseUnusable(other);
  }

  #refuseMisfits(patterns: readonly PatternRow[], { id }: ConnectionRow, other: ConnectionRow): void {
    const errors = patterns.flatMap((pattern) => this.#misfits(pattern, id, other));
    if (errors.length === 0) return;
    const detail = `"${other.name}" is a ${other.type} connection and does not fit everywhere. Nothing was changed.`;
    throw new PatchbayError('connection-type-mismatch', { detail, errors });
  }

  #misfits({ id, name, graph }: PatternRow, connectionId: string, other: ConnectionRow): FieldProblem[] {
    return graph.nodes.flatMap((node, index) =>
      Object.entries(node.connections ?? {})
        .filter(([slot, used]) => used === connectionId && !this.#fits(node.type, slot, other))
        .map(([slot]) => ({
          pointer: `/patterns/${id}/nodes/${index}/connections/${slot}`,
          detail: `"${node.name}" of "${name}" does not take it`,
        })),
    );
  }

  #fits(nodeType: string, slot: string, { type }: ConnectionRow): boolean {
    const known = this.catalog.nodeShape(nodeType)?.connections.find((each) => each.slot === slot);
    return known !== undefined && this.catalog.fitsSlot(type, known);
  }

  async #rebind(
    manager: EntityManager,
    caller: Caller,
    { id, name, version: before, graph: used }: PatternRow,
    row: ConnectionRow,
    other: ConnectionRow,
  ): Promise<ReplaceAnswer['replaced'][number]> {
    const version = before + 1;
    const graph = rebound(used, row.id, other.id);
    const at = now();
    const changes = { graph, version, updatedAt: at };
    // Somebody may be saving the pattern right now: then nothing at all is replaced.
    const changed = await updateRows(manager, patternTable, { id, version: before }, changes);
    if (changed === 0) throw versionConflict();
    await insertRows(manager, patternVersionTable, { patternId: id, version, graph, createdAt: at });
    const details = { name, version, replaced: row.id, by: other.id };
    await this.#record(manager, caller, 'pattern.changed', id, details);
    return { patternId: id, patternName: name, version };
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    subjectId: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const subjectType = action.startsWith('pattern.') ? 'pattern' : 'connection';
    const { projectId } = caller;
    return this.audit.append(
      { projectId, actor: actorOf(caller), action, subjectType, subjectId, details },
      manager,
    );
  }
}

function rebound(graph: PatternGraph, from: string, to: string): PatternGraph {
  const nodes = graph.nodes.map((node) => {
    if (node.connections === undefined) return node;
    const slots = Object.entries(node.connections).map(([slot, used]) => [slot, used === from ? to : used]);
    return { ...node, connections: Object.fromEntries(slots) as Record<string, string> };
  });
  return { ...graph, nodes };
}
