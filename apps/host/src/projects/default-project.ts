import { randomUUID } from 'node:crypto';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import type { Store } from '../database/store.js';
import { projectTable } from './project.table.js';

/** Every installation has one project from the start. */
export async function ensureDefaultProject(store: Store): Promise<void> {
  await store.transaction(async (manager) => {
    if (await manager.existsBy(projectTable, { isDefault: true })) return;
    await insertRows(manager, projectTable, {
      id: randomUUID(),
      name: 'Default',
      isDefault: true,
      createdAt: now(),
    });
  });
}
