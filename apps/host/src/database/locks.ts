import type { EntityManager } from 'typeorm';

/** What only one transaction at a time may decide: who the first user is, and who the last administrator. */
export const peopleLock = 7_281_644;

/** Held until the transaction is over. SQLite transactions queue anyway. */
export async function takeLock(manager: EntityManager, lock: number): Promise<void> {
  if (manager.dataSource.options.type === 'postgres')
    await manager.query('SELECT pg_advisory_xact_lock($1)', [lock]);
}
