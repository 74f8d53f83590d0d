import { Injectable } from '@nestjs/common';
import { checkPattern, type PatternGraph, type PatternNode, type SlotDescription } from '@patchbay/contracts';
import { type FieldProblem, PatchbayError } from '@patchbay/errors';
import { secretReads } from '@patchbay/fields';
import { type EntityManager, In } from 'typeorm';
import { type ConnectionRow, connectionTable } from '../connections/connection.table.js';
import { nodeRestriction } from '../connections/restrictions.js';
import type { Caller } from '../http/caller.js';
import { type InlinePlace, inlinePlaces } from '../inline/inline-place.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { unknownSecrets } from '../secrets/secret-references.js';
import { callProblems } from './pattern-call.js';
import { type ConnectionUse, connectionUses, slotPointer } from './references.js';

/** Refuses a graph that cannot run, naming everything that is wrong with it at once. */
@Injectable()
export class PatternChecks {
  constructor(private readonly catalog: CatalogService) {}

  /** @param before the stored draft: what it uses and was deleted since may stay until it is bound again */
  async check(
    graph: PatternGraph,
    caller: Caller,
    manager: EntityManager,
    before: PatternGraph = { nodes: [], edges: [] },
  ): Promise<void> {
    const kept = connectionUses(before);
    const problems = [...checkPattern(graph, (type) => this.catalog.nodeShape(type)), ...callProblems(graph)];
    const uses = connectionUses(graph);
    const connections = await visibleConnections(uses, caller, manager);
    for (const use of uses) {
      const connection = connections.get(use.connectionId);
      const problem = connection ? this.#misfit(graph, use, connection) : missing(use, kept);
      if (problem !== undefined) problems.push({ pointer: pointerOf(graph, use), detail: problem });
    }
    for (const place of inlinePlaces(graph)) problems.push(...this.#inlineMisfit(place));
    const known = new Set(readsOf(before).flatMap(({ names }) => names));
    problems.push(...(await unknownSecrets(manager, caller.projectId, readsOf(graph), known)));
    refuse(problems);
  }

  #inlineMisfit({ node, slot, inline, pointer }: InlinePlace): FieldProblem[] {
    const takes = this.#slotOf(node, slot);
    if (!takes || this.catalog.fitsSlot(inline.type, takes)) return [];
    const detail = `"${inline.type}" is no connector that fits; this slot takes ${slotWords(takes)}`;
    return [{ pointer: `${pointer}/type`, detail }];
  }

  #slotOf(node: PatternNode | undefined, slot: string): SlotDescription | undefined {
    return this.catalog.nodeShape(node?.type ?? '')?.connections.find((known) => known.slot === slot);
  }

  #misfit(graph: PatternGraph, use: ConnectionUse, connection: ConnectionRow): string | undefined {
    const node = graph.nodes.find(({ id }) => id === use.nodeId);
    const slot = this.#slotOf(node, use.slot);
    const restriction = nodeRestriction(connection.restrictions, node?.type ?? '');
    if (restriction !== undefined) return `"${connection.name}" does not fit: ${restriction}`;
    if (!slot || this.catalog.fitsSlot(connection.type, slot)) return undefined;
    return `"${connection.name}" is a ${connection.type} connection; this slot takes ${slotWords(slot)}`;
  }
}

function readsOf({ nodes }: PatternGraph) {
  return nodes.flatMap(({ parameters = {}, inline = {} }, index) => [
    ...secretReads(parameters, `/nodes/${index}/parameters`),
    ...secretReads(inline, `/nodes/${index}/inline`),
  ]);
}

export function slotWords({ accepts }: SlotDescription): string {
  if (accepts.types && accepts.types.length > 0) return accepts.types.join(' or ');
  return accepts.capability === undefined
    ? 'any connection'
    : `a connection with the capability ${accepts.capability}`;
}

function missing(use: ConnectionUse, kept: readonly ConnectionUse[]): string | undefined {
  const wasThere = kept.some(
    (old) => old.nodeId === use.nodeId && old.slot === use.slot && old.connectionId === use.connectionId,
  );
  return wasThere ? undefined : 'There is no such connection in this project';
}

// Somebody else's personal connection looks like a missing one.
async function visibleConnections(
  uses: readonly ConnectionUse[],
  caller: Caller,
  manager: EntityManager,
): Promise<Map<string, ConnectionRow>> {
  const ids = [...new Set(uses.map(({ connectionId }) => connectionId))];
  if (ids.length === 0) return new Map();
  const rows = await manager.findBy(connectionTable, { id: In(ids), projectId: caller.projectId });
  return new Map(
    rows
      .filter((row) => row.scope === 'project' || row.ownerId === caller.userId)
      .map((row) => [row.id, row]),
  );
}

function pointerOf(graph: PatternGraph, use: ConnectionUse): string {
  const index = graph.nodes.findIndex(({ id }) => id === use.nodeId);
  return slotPointer(index, use.slot);
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'one thing' : `${problems.length} things`;
  throw new PatchbayError('pattern-invalid', {
    detail: `The pattern has ${count} to correct.`,
    errors: problems,
  });
}
