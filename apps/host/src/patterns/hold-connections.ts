import type { PatternNode } from '@patchbay/contracts';
import { type EntityManager, In } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { connectionUses } from './references.js';

/**
 * Keeps what these nodes use from being deleted or given away until the transaction is over: else both could succeed, a
 * deletion that finds no user and a save that finds the connection. It comes before the lock of the pattern, as in a replacement,
 * and in one order. Transactions of SQLite queue anyway.
 */
export async function holdConnections(
  manager: EntityManager,
  projectId: string,
  nodes: readonly PatternNode[] = [],
): Promise<void> {
  if (manager.dataSource.options.type !== 'postgres') return;
  const ids = new Set(
    connectionUses({ nodes: [...nodes], edges: [] }).map(({ connectionId }) => connectionId),
  );
  if (ids.size === 0) return;
  await manager
    .createQueryBuilder(connectionTable, 'connection')
    .select('connection.id')
    .where({ id: In([...ids]), projectId })
    .orderBy('connection.id')
    .setLock('for_key_share')
    .getMany();
}
