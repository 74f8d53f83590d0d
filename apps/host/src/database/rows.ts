import type { EntityManager, EntitySchema, FindOptionsWhere, ObjectLiteral } from 'typeorm';

/*
 * Writing with the row's own type. TypeORM's types for `insert` and `update` go through every JSON column and
 * refuse optional members there; the casts below are that and nothing else.
 */

export async function insertRows<R extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<R>,
  rows: R | readonly R[],
): Promise<void> {
  await manager.insert(table, rows as Parameters<typeof manager.insert<R>>[1]);
}

/** Returns how many rows were changed. */
export async function updateRows<R extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<R>,
  where: FindOptionsWhere<R>,
  changes: Partial<R>,
): Promise<number> {
  const { affected } = await manager.update(table, where, changes);
  return affected ?? 0;
}
