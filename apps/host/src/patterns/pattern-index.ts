import type { PatternGraph } from '@patchbay/contracts';
import type { EntityManager } from 'typeorm';
import { connectionReferenceTable } from '../connections/connection-reference.table.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { graphSecretUses, indexSecretUses } from '../secrets/secret-references.js';
import { type PatternRow, patternVersionTable } from './pattern.table.js';
import { connectionUses } from './references.js';

/** Keeps what the draft is now as a version of its own, and brings the index up to date. */
export async function freeze(manager: EntityManager, row: PatternRow): Promise<void> {
  await keepVersion(manager, row);
  await indexReferences(manager, row);
}

export function keepVersion(
  manager: EntityManager,
  { id: patternId, version, graph }: Pick<PatternRow, 'id' | 'version' | 'graph'>,
): Promise<unknown> {
  return insertRows(manager, patternVersionTable, { patternId, version, graph, createdAt: now() });
}

/** Rewrites the index of who uses which connection and secret: the draft's uses, and those of the version that is live. */
export async function indexReferences(manager: EntityManager, row: PatternRow): Promise<void> {
  await manager.delete(connectionReferenceTable, { patternId: row.id });
  const rows = connectionUses(row.graph).map((use) => ({
    ...use,
    userType: 'draft' as const,
    patternId: row.id,
    patternVersion: 0,
  }));
  const live = await liveGraph(manager, row);
  const patternVersion = row.activeVersion ?? 0;
  const liveRows = connectionUses(live).map((use) => ({
    ...use,
    userType: 'version' as const,
    patternId: row.id,
    patternVersion,
  }));
  const all = [...rows, ...liveRows];
  if (all.length > 0) await insertRows(manager, connectionReferenceTable, all);
  await indexSecretUses(manager, { projectId: row.projectId, userId: row.id }, [
    ...graphSecretUses(row.graph, 'draft', 0),
    ...graphSecretUses(live, 'version', patternVersion),
  ]);
}

/** The graph of the version that is live; empty when none is. */
export async function liveGraph(
  manager: EntityManager,
  { id: patternId, activeVersion }: Pick<PatternRow, 'id' | 'activeVersion'>,
): Promise<PatternGraph> {
  if (activeVersion === null) return { nodes: [], edges: [] };
  const where = { patternId, version: activeVersion };
  return (await manager.findOneByOrFail(patternVersionTable, where)).graph;
}
