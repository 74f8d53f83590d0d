import { PatchbayError } from '@patchbay/errors';
import { In, type EntityManager } from 'typeorm';
import { patternTable } from '../patterns/pattern.table.js';
import { connectionReferenceTable } from './connection-reference.table.js';

export interface Dependent {
  kind: 'draft' | 'version';
  patternId: string;
  patternName: string;
  /** Absent for the draft. */
  version?: number;
  nodeIds: string[];
}

/** @throws PatchbayError `connection-in-use` listing what uses it */
export async function refuseInUse(manager: EntityManager, connectionId: string): Promise<void> {
  const dependents = await dependentsOf(manager, connectionId);
  if (dependents.length === 0) return;
  throw new PatchbayError('connection-in-use', {
    detail: 'Choose another connection in what uses it, or delete it with detach=true.',
    extra: { dependents },
  });
}

async function dependentsOf(manager: EntityManager, connectionId: string): Promise<Dependent[]> {
  const references = await manager.find(connectionReferenceTable, {
    where: { connectionId },
    order: { patternId: 'ASC', patternVersion: 'ASC' },
  });
  const ids = [...new Set(references.map(({ patternId }) => patternId))];
  const patterns = await manager.find(patternTable, {
    where: { id: In(ids) },
    select: { id: true, name: true },
  });
  const names = new Map(patterns.map(({ id, name }) => [id, name]));
  const dependents = new Map<string, Dependent>();
  for (const { userType, patternId, patternVersion, nodeId } of references) {
    const key = `${userType} ${patternId} ${patternVersion}`;
    const version = userType === 'version' ? { version: patternVersion } : {};
    const found = dependents.get(key) ?? {
      kind: userType,
      patternId,
      patternName: names.get(patternId) ?? '',
      ...version,
      nodeIds: [],
    };
    dependents.set(key, { ...found, nodeIds: [...found.nodeIds, nodeId] });
  }
  return [...dependents.values()];
}
