import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager, FindOperator, SelectQueryBuilder } from 'typeorm';
import { connectionReferenceTable } from './connection-reference.table.js';
import { connectionSecretHistoryTable } from './connection-secret-history.table.js';
import { connectionShareTable } from './connection-share.table.js';
import { connectionTestTable } from './connection-test.table.js';
import type { ConnectionRow } from './connection.table.js';
import { secretReferenceTable } from '../secrets/secret-reference.table.js';
import { connectionTable } from './connection.table.js';

/** With whose eyes connections are looked at. */
export interface Viewer {
  readonly projectId: string;
  readonly userId?: string | null | undefined;
}

/** Finds connections as one viewer sees them: the project's, and his own personal ones. */
@Injectable()
export class ConnectionRows {
  /** @throws PatchbayError `connection-not-found`, also for one that exists elsewhere: foreign looks like missing */
  async require(manager: EntityManager, viewer: Viewer, id: string): Promise<ConnectionRow> {
    const row = await this.visible(manager, viewer).andWhere('connection.id = :id', { id }).getOne();
    if (row === null) throw new PatchbayError('connection-not-found');
    return row;
  }

  /** Like `require`; nobody else changes the row before the transaction is over. SQLite transactions queue anyway. */
  async requireLocked(manager: EntityManager, viewer: Viewer, id: string): Promise<ConnectionRow> {
    const query = this.visible(manager, viewer).andWhere('connection.id = :id', { id });
    if (manager.dataSource.options.type === 'postgres') query.setLock('pessimistic_write');
    const row = await query.getOne();
    if (row === null) throw new PatchbayError('connection-not-found');
    return row;
  }

  visible(manager: EntityManager, { projectId, userId }: Viewer): SelectQueryBuilder<ConnectionRow> {
    return manager
      .createQueryBuilder(connectionTable, 'connection')
      .where('connection.projectId = :projectId', { projectId })
      .andWhere("(connection.scope = 'project' OR connection.ownerId = :userId)", { userId: userId ?? '' });
  }

  /** Those of these names or ids that the viewer sees. */
  async visibleBy(
    manager: EntityManager,
    viewer: Viewer,
    column: 'name' | 'id',
    keys: readonly string[],
  ): Promise<ConnectionRow[]> {
    const found: ConnectionRow[] = [];
    // A statement takes some ten thousand parameters; a file may name more connections.
    for (let from = 0; from < keys.length; from += atOnce) {
      const some = keys.slice(from, from + atOnce);
      const query = this.visible(manager, viewer).andWhere(`connection.${column} IN (:...some)`, { some });
      found.push(...(await query.getMany()));
    }
    return found;
  }

  /** Keeps names unique where they are looked up. */
  async refuseTakenName(
    manager: EntityManager,
    row: Pick<ConnectionRow, 'id' | 'projectId' | 'nameSpace' | 'name'>,
  ): Promise<void> {
    const { projectId, nameSpace, name } = row;
    const other = await manager.findOne(connectionTable, {
      where: { projectId, nameSpace, name },
      select: { id: true },
    });
    if (other === null || other.id === row.id) return;
    throw new PatchbayError('connection-name-taken', {
      detail: 'Choose another name; names are unique within a project.',
      errors: [{ pointer: '/name', detail: 'is the name of another connection' }],
    });
  }
}

const atOnce = 1000;

/** A connection with everything that hangs on it; what used it keeps an empty place. */
export async function deleteConnectionRows(
  manager: EntityManager,
  id: string | FindOperator<string>,
): Promise<void> {
  // First, since it waits for a rotation that is not committed yet: what that wrote is found by what follows.
  await manager.delete(connectionTable, { id });
  for (const table of [
    connectionReferenceTable,
    connectionSecretHistoryTable,
    connectionShareTable,
    connectionTestTable,
  ])
    await manager.delete(table, { connectionId: id });
  await manager.delete(secretReferenceTable, { userType: 'connection', userId: id });
}

export function nameSpaceOf(scope: ConnectionRow['scope'], ownerId: string | null): string {
  return scope === 'project' ? 'project' : `user:${ownerId ?? ''}`;
}
