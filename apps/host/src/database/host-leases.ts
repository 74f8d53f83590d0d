import { randomUUID } from 'node:crypto';
import { LessThanOrEqual } from 'typeorm';
import { isUniqueViolation } from './unique.js';
import { hostLeaseTable } from './host-lease.table.js';
import { insertRows, updateRows } from './rows.js';
import type { Store } from './store.js';

/** This process, in the eyes of the others. */
const self: string = randomUUID();

/** Takes or prolongs a lease by its name; false when another host holds it. A host that dies loses it by time. */
export async function holdLease(
  store: Store,
  name: string,
  at: Date,
  milliseconds: number,
  holder = self,
): Promise<boolean> {
  const expiresAt = new Date(at.getTime() + milliseconds).toISOString();
  const lease = { name, holder, expiresAt };
  try {
    return await store.transaction(async (manager) => {
      // The conditions decide in the database: of two hosts that ask at once, one changes the row.
      if ((await updateRows(manager, hostLeaseTable, { name, holder }, { expiresAt })) > 0) return true;
      const isOver = { name, expiresAt: LessThanOrEqual(at.toISOString()) };
      if ((await updateRows(manager, hostLeaseTable, isOver, lease)) > 0) return true;
      if (await manager.existsBy(hostLeaseTable, { name })) return false;
      await insertRows(manager, hostLeaseTable, lease);
      return true;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
