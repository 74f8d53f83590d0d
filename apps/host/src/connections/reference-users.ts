import { In, type EntityManager } from 'typeorm';
import { patternTable } from '../patterns/pattern.table.js';
import { connectionReferenceTable } from './connection-reference.table.js';

/** A draft, or a live version, with its nodes that use a connection. */
export interface ReferenceUser {
  kind: 'draft' | 'version';
  patternId: string;
  patternName: string;
  /** Absent for the draft. */
  version?: number;
  nodeIds: string[];
}

/** Who uses the connection, in all patterns or in those that are named; two queries. */
export async function usersOf(
  manager: EntityManager,
  connectionId: string,
  patternIds?: readonly string[],
): Promise<ReferenceUser[]> {
  const within = patternIds === undefined ? {} : { patternId: In([...patternIds]) };
  const references = await manager.find(connectionReferenceTable, {
    where: { connectionId, ...within },
    order: { patternId: 'ASC', patternVersion: 'ASC', nodeId: 'ASC' },
  });
  const names = await namesOf(manager, [...new Set(references.map(({ patternId }) => patternId))]);
  const users = new Map<string, ReferenceUser>();
  for (const { userType, patternId, patternVersion, nodeId } of references) {
    const key = `${userType} ${patternId} ${patternVersion}`;
    const known = users.get(key);
    // A node may use the connection in two slots.
    const nodeIds = [...new Set([...(known?.nodeIds ?? []), nodeId])];
    const version = userType === 'version' ? { version: patternVersion } : {};
    const patternName = names.get(patternId) ?? '';
    users.set(key, { kind: userType, patternId, patternName, ...version, nodeIds });
  }
  return [...users.values()];
}

async function namesOf(manager: EntityManager, ids: string[]): Promise<Map<string, string>> {
  const select = { id: true, name: true };
  const patterns = await manager.find(patternTable, { where: { id: In(ids) }, select });
  return new Map(patterns.map(({ id, name }) => [id, name]));
}
