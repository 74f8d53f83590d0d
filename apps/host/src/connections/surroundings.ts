import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { CatalogService } from '../plugins/catalog.service.js';
import { userTable } from '../users/user.table.js';
import type { Surroundings } from './connection-view.js';
import type { ConnectionRow } from './connection.table.js';

type Row = Pick<ConnectionRow, 'id' | 'type' | 'ownerId'>;

/** Gathers what a list shows besides the rows, in two queries however long the list is. */
@Injectable()
export class SurroundingsReader {
  constructor(private readonly catalog: CatalogService) {}

  async of(manager: EntityManager, rows: readonly Row[]): Promise<(row: Row) => Surroundings> {
    const owners = await ownerNames(manager, rows);
    const counts = await patternCounts(manager, rows);
    return (row) => ({
      connector: this.catalog.connector(row.type),
      ownerName: row.ownerId === null ? undefined : owners.get(row.ownerId),
      patternCount: counts.get(row.id) ?? 0,
    });
  }
}

async function ownerNames(manager: EntityManager, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ ownerId }) => ownerId))].filter((id) => id !== null);
  const users = await manager.find(userTable, { where: { id: In(ids) }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

/** The ids are one parameter: TypeORM takes longer to write a hundred of them than the store to answer. */
const countsOf = {
  sqlite: `SELECT "connectionId" AS "id", COUNT(DISTINCT "patternId") AS "patterns" FROM "connection_references"
    WHERE "connectionId" IN (SELECT value FROM json_each(?)) GROUP BY "connectionId"`,
  postgres: `SELECT "connectionId" AS "id", COUNT(DISTINCT "patternId") AS "patterns" FROM "connection_references"
    WHERE "connectionId" IN (SELECT json_array_elements_text($1::json)) GROUP BY "connectionId"`,
};

async function patternCounts(manager: EntityManager, rows: readonly Row[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const kind = manager.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite';
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const counted = await manager.query<{ id: string; patterns: number | string }[]>(countsOf[kind], [ids]);
  return new Map(counted.map(({ id, patterns }) => [id, Number(patterns)]));
}
