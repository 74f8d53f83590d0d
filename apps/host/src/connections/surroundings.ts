import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { CatalogService } from '../plugins/catalog.service.js';
import { userTable } from '../users/user.table.js';
import { connectionReferenceTable } from './connection-reference.table.js';
import type { Surroundings } from './connection-view.js';
import type { ConnectionRow } from './connection.table.js';

/** Gathers what a list shows besides the rows, in two queries however long the list is. */
@Injectable()
export class SurroundingsReader {
  constructor(private readonly catalog: CatalogService) {}

  async of(
    manager: EntityManager,
    rows: readonly ConnectionRow[],
  ): Promise<(row: ConnectionRow) => Surroundings> {
    const owners = await ownerNames(manager, rows);
    const counts = await patternCounts(manager, rows);
    return (row) => ({
      connector: this.catalog.connector(row.type),
      ownerName: row.ownerId === null ? undefined : owners.get(row.ownerId),
      patternCount: counts.get(row.id) ?? 0,
    });
  }
}

async function ownerNames(
  manager: EntityManager,
  rows: readonly ConnectionRow[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ ownerId }) => ownerId))].filter((id) => id !== null);
  const users = await manager.find(userTable, { where: { id: In(ids) }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

async function patternCounts(
  manager: EntityManager,
  rows: readonly ConnectionRow[],
): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const counted = await manager
    .createQueryBuilder(connectionReferenceTable, 'reference')
    .select('reference.connectionId', 'id')
    .addSelect('COUNT(DISTINCT reference.patternId)', 'patterns')
    .where('reference.connectionId IN (:...ids)', { ids: rows.map(({ id }) => id) })
    .groupBy('reference.connectionId')
    .getRawMany<{ id: string; patterns: number | string }>();
  return new Map(counted.map(({ id, patterns }) => [id, Number(patterns)]));
}
