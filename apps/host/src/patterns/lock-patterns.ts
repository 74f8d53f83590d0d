import { In, type EntityManager } from 'typeorm';
import { type PatternRow, patternTable } from './pattern.table.js';

/** Those of these patterns that are in the project, locked in one order, so that two transactions never wait crosswise. */
export function lockPatterns(
  manager: EntityManager,
  projectId: string,
  ids: readonly string[],
): Promise<PatternRow[]> {
  const query = manager
    .createQueryBuilder(patternTable, 'pattern')
    .where({ id: In([...ids]), projectId })
    .orderBy('pattern.id');
  if (manager.dataSource.options.type === 'postgres') query.setLock('pessimistic_write');
  return query.getMany();
}
