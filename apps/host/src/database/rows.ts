import type { EntityManager, EntitySchema, FindOptionsWhere, ObjectLiteral } from 'typeorm';

/*
 * Writing with the row's own type. TypeORM's types for `insert` and `update` go through every JSON column and
 * refuse optional members there; the casts below are that and nothing else.
 */

/** The rows stay as they are: TypeORM would read defaults back, in the order of the store, and so swap ids of rows. */
export async function insertRows<R extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<R>,
  rows: R | readonly R[],
): Promise<void> {
  const insert = manager.createQueryBuilder().insert().into(table).updateEntity(false);
  await insert.values(rows as Parameters<typeof insert.values>[0]).execute();
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
