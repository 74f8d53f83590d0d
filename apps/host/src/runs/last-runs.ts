import type { LastRun } from '@patchbay/contracts';
import { In, type EntityManager } from 'typeorm';
import { runTable } from './run.table.js';

/** The latest run of each of these patterns that ever ran; one query. */
export async function lastRunsOf(
  manager: EntityManager,
  patternIds: readonly string[],
): Promise<ReadonlyMap<string, LastRun>> {
  const latest = manager
    .createQueryBuilder(runTable, 'later')
    .select('MAX(later.startedAt)')
    .where('later.patternId = run.patternId')
    .getQuery();
  const runs = await manager
    .createQueryBuilder(runTable, 'run')
    .where({ patternId: In([...patternIds]) })
    .andWhere(`run.startedAt = (${latest})`)
    .getMany();
  return new Map(runs.map(({ id, patternId, status, startedAt }) => [patternId, { id, status, startedAt }]));
}
