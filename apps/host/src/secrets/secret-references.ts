import type { PatternGraph } from '@patchbay/contracts';
import type { FieldProblem } from '@patchbay/errors';
import { secretReads, type SecretReads } from '@patchbay/fields';
import { In, type EntityManager } from 'typeorm';
import { insertRows } from '../database/rows.js';
import { secretReferenceTable, type SecretReferenceRow } from './secret-reference.table.js';
import { secretTable } from './secret.table.js';

type Use = Pick<SecretReferenceRow, 'userType' | 'userVersion' | 'place' | 'secretName'>;

/** Rewrites what a pattern or connection names; to be called in the transaction that stores it. */
export async function indexSecretUses(
  manager: EntityManager,
  { projectId, userId }: { projectId: string; userId: string },
  uses: readonly Use[],
): Promise<void> {
  await manager.delete(secretReferenceTable, { userId });
  const rows = new Map(uses.map((use) => [Object.values(use).join('\n'), { ...use, projectId, userId }]));
  if (rows.size > 0) await insertRows(manager, secretReferenceTable, [...rows.values()]);
}

/** What the nodes of a graph name. */
export function graphSecretUses(
  graph: PatternGraph,
  userType: 'draft' | 'version',
  userVersion: number,
): Use[] {
  return graph.nodes.flatMap((node) =>
    // What was typed into the node may name secrets as a saved connection may.
    secretReads([node.parameters ?? {}, node.inline ?? {}]).flatMap(({ names }) =>
      names.map((secretName) => ({ userType, userVersion, place: node.id, secretName })),
    ),
  );
}

/** Problems for names that no secret of the project has; those in `kept` were there before and may stay. */
export async function unknownSecrets(
  manager: EntityManager,
  projectId: string,
  reads: readonly SecretReads[],
  kept: ReadonlySet<string> = new Set(),
): Promise<FieldProblem[]> {
  const wanted = [...new Set(reads.flatMap(({ names }) => names))].filter((name) => !kept.has(name));
  if (wanted.length === 0) return [];
  const rows = await manager.findBy(secretTable, { projectId, name: In(wanted) });
  const known = new Set([...kept, ...rows.map(({ name }) => name)]);
  return reads.flatMap(({ pointer, names }) =>
    names
      .filter((name) => !known.has(name))
      .map((name) => ({ pointer, detail: `There is no secret "${name}" in this project; add it first` })),
  );
}
