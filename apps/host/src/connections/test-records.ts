import { randomUUID } from 'node:crypto';
import type { TestAnswer } from '@patchbay/contracts';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/rows.js';
import { connectionTestTable, type ConnectionTestRow } from './connection-test.table.js';

/** Adds a test to the history of a saved connection. */
export async function insertTest(
  manager: EntityManager,
  { id, version }: { id: string; version: number },
  {
    outcome,
    latencyMs,
    message = null,
  }: Pick<TestAnswer, 'outcome' | 'latencyMs'> & { message?: string | null },
  testedAt: string,
  trigger: ConnectionTestRow['trigger'] = 'manual',
): Promise<void> {
  const about = { connectionId: id, connectionVersion: version };
  await insertRows(manager, connectionTestTable, {
    id: randomUUID(),
    ...about,
    outcome,
    latencyMs,
    message,
    testedAt,
    trigger,
  });
}
