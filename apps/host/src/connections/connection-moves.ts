import { Injectable } from '@nestjs/common';
import type { ConnectionRestrictions } from '@patchbay/contracts';
import { PatchbayError, type ProblemCode } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { type Caller, callerMay } from '../http/caller.js';
import { Memberships, noSuchProject } from '../projects/memberships.js';
import { secretReferenceTable } from '../secrets/secret-reference.table.js';
import { connectionReferenceTable } from './connection-reference.table.js';
import { nameSpaceOf } from './connection-rows.js';
import { connectionSecretHistoryTable } from './connection-secret-history.table.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { connectionShareTable } from './connection-share.table.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';

/** Moves connections to another project, with their secrets and their history: whoever moves one owns it there. */
@Injectable()
export class ConnectionMoves {
  constructor(
    private readonly memberships: Memberships,
    private readonly secrets: ConnectionSecrets,
  ) {}

  /** @throws PatchbayError `project-not-found`, `forbidden` where the caller may not edit connections there */
  async requireReceiver(caller: Caller, projectId: string): Promise<void> {
    if (projectId === caller.projectId)
      throw new PatchbayError('validation-failed', {
        errors: [{ pointer: '/toProject', detail: 'is the project in which they are' }],
      });
    const there = await this.memberships.enter(caller, projectId);
    if (there === undefined) throw noSuchProject();
    if (!callerMay(there, 'connector.edit'))
      throw new PatchbayError('forbidden', 'Your role in that project does not let you make connections.');
  }

  /** What keeps this one here, besides who uses it and what it is called; to be asked in the transaction that moves it. */
  async problemOf(manager: EntityManager, row: ConnectionRow): Promise<ProblemCode | undefined> {
    // A secret of the same name in the other project would go to a server that was chosen in this one.
    const read = { userType: 'connection' as const, userId: row.id };
    if (await manager.existsBy(secretReferenceTable, read)) return 'secret-in-use';
    if (this.secrets.open(row) === undefined) return 'connection-quarantined';
    const earlier = await manager.findBy(connectionSecretHistoryTable, { connectionId: row.id });
    return earlier.every((kept) => this.secrets.openEarlier(row, kept) !== undefined)
      ? undefined
      : 'open-failed';
  }

  /** Sealed anew: a blob opens in its own project alone. What names things of this project stays behind. */
  async move(
    manager: EntityManager,
    row: ConnectionRow,
    { userId }: Caller,
    projectId: string,
  ): Promise<void> {
    const version = row.version + 1;
    const moved = { ...row, projectId, sealedVersion: version, ownerId: userId ?? null };
    const { sealedVersion, ownerId, scope } = moved;
    await updateRows(
      manager,
      connectionTable,
      { id: row.id },
      {
        ...{ projectId, ownerId, nameSpace: nameSpaceOf(scope, ownerId), version, updatedAt: now() },
        ...{ sealedVersion, secretsSealed: this.secrets.seal(moved, this.secrets.open(row) ?? {}) },
        ...{ notifyConnectionId: null, restrictions: withoutPatterns(row.restrictions) },
      },
    );
    for (const kept of await manager.findBy(connectionSecretHistoryTable, { connectionId: row.id })) {
      const secretsSealed = this.secrets.sealEarlier(moved, kept, this.secrets.openEarlier(row, kept) ?? {});
      await updateRows(manager, connectionSecretHistoryTable, { id: kept.id }, { secretsSealed });
    }
    await manager.delete(connectionShareTable, { connectionId: row.id });
    await manager.delete(connectionReferenceTable, { connectionId: row.id });
  }
}

function withoutPatterns(restrictions: ConnectionRestrictions | null): ConnectionRestrictions | null {
  return restrictions?.nodeTypes === undefined ? null : { nodeTypes: restrictions.nodeTypes };
}
