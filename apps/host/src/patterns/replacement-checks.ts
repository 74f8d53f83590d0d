import { Injectable } from '@nestjs/common';
import type { PatternGraph, PatternNode } from '@patchbay/contracts';
import { isPatchbayError, PatchbayError, type FieldProblem } from '@patchbay/errors';
import { In, type EntityManager } from 'typeorm';
import type { ConnectionRow } from '../connections/connection.table.js';
import { nodeRestriction } from '../connections/restrictions.js';
import { usableRow } from '../connections/usable-row.js';
import { directOver } from '../database/direct.js';
import { webhookTable } from '../hooks/webhook.table.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { names, type PatternInUse } from './rebind.js';

/** Whether a connection may take another one's place everywhere. */
@Injectable()
export class ReplacementChecks {
  constructor(private readonly catalog: CatalogService) {}

  /** @throws PatchbayError `conflict`, or `connection-type-mismatch` naming every step */
  async check(
    manager: EntityManager,
    patterns: readonly PatternInUse[],
    row: ConnectionRow,
    other: ConnectionRow,
  ): Promise<void> {
    if (row.id === other.id) throw new PatchbayError('conflict', 'A connection does not replace itself.');
    // Else runs of colleagues would lose their connection, or whoever shares it would lend out his own unasked.
    if (row.scope === 'project' && other.scope === 'personal')
      throw new PatchbayError(
        'conflict',
        'A personal connection cannot replace one that the project shares.',
      );
    const errors = patterns.flatMap((pattern) => this.#misfits(pattern, row, other));
    if (errors.length > 0)
      throw new PatchbayError('connection-type-mismatch', {
        detail: `"${other.name}" is a ${other.type} connection and does not fit everywhere. Nothing was changed.`,
        errors,
      });
    if (other.scope === 'personal') await this.#refuseUnshared(manager, patterns, row, other);
  }

  #misfits({ row: pattern, live }: PatternInUse, row: ConnectionRow, other: ConnectionRow): FieldProblem[] {
    const { patternIds } = other.restrictions ?? {};
    if (patternIds !== undefined && !patternIds.includes(pattern.id))
      return [
        { pointer: `/patterns/${pattern.id}`, detail: `may not use it: "${pattern.name}" is not named` },
      ];
    const problems = [pattern.graph, live].flatMap((graph) => this.#misfitsOf(graph, pattern, row, other));
    return problems.filter(
      ({ pointer }, at) => problems.findIndex((each) => each.pointer === pointer) === at,
    );
  }

  #misfitsOf(
    { nodes }: PatternGraph,
    { id, name }: PatternInUse['row'],
    row: ConnectionRow,
    other: ConnectionRow,
  ): FieldProblem[] {
    return nodes.flatMap((node) =>
      Object.entries(node.connections ?? {})
        .filter(([slot, used]) => used === row.id && !this.#fits(node, slot, other))
        .map(([slot]) => ({
          pointer: `/patterns/${id}/nodes/${node.id}/connections/${slot}`,
          detail: `"${node.name}" of "${name}" does not take it`,
        })),
    );
  }

  #fits({ type }: PatternNode, slot: string, other: ConnectionRow): boolean {
    const known = this.catalog.nodeShape(type)?.connections.find((each) => each.slot === slot);
    const isAllowed = nodeRestriction(other.restrictions, type) === undefined;
    return known !== undefined && isAllowed && this.catalog.fitsSlot(other.type, known);
  }

  /** Live triggers run with the rights of whoever put them live; without the connection they would fail from now on. */
  async #refuseUnshared(
    manager: EntityManager,
    patterns: readonly PatternInUse[],
    row: ConnectionRow,
    other: ConnectionRow,
  ): Promise<void> {
    const live = patterns.filter((pattern) => names(pattern.live, row.id));
    const hooks = await manager.findBy(webhookTable, { patternId: In(live.map((each) => each.row.id)) });
    for (const userId of new Set(hooks.map(({ activatedBy }) => activatedBy))) {
      const viewer = { projectId: other.projectId, userId };
      await usableRow(directOver(manager), viewer, other.id).catch((error: unknown) => {
        if (!isPatchbayError(error) || error.code !== 'connection-not-found') throw error;
        const detail = 'It is not shared with everybody who put a pattern live that uses the replaced one.';
        throw new PatchbayError('conflict', `${detail} Nothing was changed.`);
      });
    }
  }
}
