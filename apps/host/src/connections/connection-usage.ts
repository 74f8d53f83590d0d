import { Injectable } from '@nestjs/common';
import type { ConnectionUsage, ConnectionUser } from '@patchbay/contracts';
import type { EntityManager } from 'typeorm';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { patternTable } from '../patterns/pattern.table.js';
import { lastRunsOf } from '../runs/last-runs.js';
import { runTable } from '../runs/run.table.js';
import { connectionReferenceTable } from './connection-reference.table.js';
import { ConnectionRows } from './connection-rows.js';
import { usersOf, type ReferenceUser } from './reference-users.js';

/** What uses a connection; as many queries for one user as for thousands. */
@Injectable()
export class ConnectionUsageReader {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
  ) {}

  async usage(caller: Caller, id: string): Promise<ConnectionUsage> {
    const { manager } = this.store;
    const { lastUsedAt } = await this.rows.require(manager, caller, id);
    const counts = await countUsers(manager, id);
    const patternIds = await mostRecentPatterns(manager, id);
    const users = await usersOf(manager, id, patternIds);
    const lastRuns = await lastRunsOf(manager, patternIds);
    const recent = users
      .sort((a, b) => patternIds.indexOf(a.patternId) - patternIds.indexOf(b.patternId))
      .slice(0, mostRecent)
      .map((user): ConnectionUser => ({ ...user, lastRun: lastRuns.get(user.patternId) ?? null }));
    return { ...counts, datasetCount: 0, lastUsedAt, recent };
  }
}

const mostRecent = 10;

async function countUsers(
  manager: EntityManager,
  connectionId: string,
): Promise<Pick<ConnectionUsage, 'patternCount' | 'draftCount' | 'versionCount'>> {
  // A pattern has one draft and at most one live version, so counting patterns counts either.
  const patternsOf = (kind: ReferenceUser['kind']) =>
    `COUNT(DISTINCT CASE WHEN reference.userType = '${kind}' THEN reference.patternId END)`;
  const counts = await manager
    .createQueryBuilder(connectionReferenceTable, 'reference')
    .select('COUNT(DISTINCT reference.patternId)', 'patterns')
    .addSelect(patternsOf('draft'), 'drafts')
    .addSelect(patternsOf('version'), 'versions')
    .where('reference.connectionId = :connectionId', { connectionId })
    .getRawOne<Record<'patterns' | 'drafts' | 'versions', number | string>>();
  const { patterns = 0, drafts = 0, versions = 0 } = counts ?? {};
  return { patternCount: Number(patterns), draftCount: Number(drafts), versionCount: Number(versions) };
}

/** Those that ran last, or were changed last if that is later; a correlated look-up that the runs' index answers. */
async function mostRecentPatterns(manager: EntityManager, connectionId: string): Promise<string[]> {
  const lastRun = manager
    .createQueryBuilder(runTable, 'run')
    .select('MAX(run.startedAt)')
    .where('run.patternId = pattern.id')
    .getQuery();
  const latest = `CASE WHEN (${lastRun}) > pattern.updatedAt THEN (${lastRun}) ELSE pattern.updatedAt END`;
  const uses = manager
    .createQueryBuilder(connectionReferenceTable, 'reference')
    .select('reference.patternId')
    .where('reference.connectionId = :connectionId')
    .getQuery();
  const found = await manager
    .createQueryBuilder(patternTable, 'pattern')
    .select('pattern.id', 'id')
    .addSelect(latest, 'latest')
    .where(`pattern.id IN (${uses})`, { connectionId })
    .orderBy('latest', 'DESC')
    .addOrderBy('pattern.id', 'DESC')
    .limit(mostRecent)
    .getRawMany<{ id: string }>();
  return found.map(({ id }) => id);
}
