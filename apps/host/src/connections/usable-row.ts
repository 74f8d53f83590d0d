import { everyone } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { selectRow } from '../database/table-statements.js';
import type { Direct } from '../database/direct.js';
import type { Viewer } from './connection-rows.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';

/** What a lease needs of a connection. */
const columns = [
  ...(['id', 'projectId', 'name', 'type', 'version', 'scope', 'ownerId', 'restrictions'] as const),
  ...(['disabled', 'revokedAt', 'quarantined', 'config', 'pool', 'secretsSealed', 'sealedVersion'] as const),
];
export type UsableRow = Pick<ConnectionRow, (typeof columns)[number]>;

const select = selectRow(
  connectionTable,
  columns,
  `"id" = ? AND "projectId" = ? AND ("scope" = 'project' OR "ownerId" = ? OR EXISTS (
    SELECT 1 FROM "connection_shares" s WHERE s."connectionId" = "connections"."id" AND s."userId" IN (?, ?)))`,
);

/**
 * The connection as it is now, for a run: also one that its owner shared use-only, so never for showing or changing
 * it. Asked anew at every lease, by one prepared statement: what is disabled, revoked or not shared any more is
 * refused at the next lease, whichever host did it.
 * @returns `isSeen` is false for who may use it and nothing else
 * @throws PatchbayError `connection-not-found`, also for one that exists elsewhere: foreign looks like missing
 */
export async function usableRow(
  direct: Direct,
  { projectId, userId }: Viewer,
  id: string,
): Promise<{ row: UsableRow; isSeen: boolean }> {
  const user = userId ?? '';
  const row = await select(direct, [id, projectId, user, user, everyone]);
  if (row === undefined) throw new PatchbayError('connection-not-found');
  return { row, isSeen: row.scope === 'project' || row.ownerId === userId };
}
