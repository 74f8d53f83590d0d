import type { SecretUser } from '@patchbay/contracts';
import { In, type EntityManager } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { patternTable } from '../patterns/pattern.table.js';
import { secretReferenceTable, type SecretReferenceRow } from './secret-reference.table.js';

/** Who names a secret; three queries. */
export async function secretUsers(
  manager: EntityManager,
  projectId: string,
  secretName: string,
): Promise<SecretUser[]> {
  const references = await manager.find(secretReferenceTable, {
    where: { projectId, secretName },
    order: { userType: 'ASC', userId: 'ASC', userVersion: 'ASC', place: 'ASC' },
  });
  const names = await namesOf(manager, references);
  const users = new Map<string, SecretUser>();
  for (const { userType: kind, userId: id, userVersion, place } of references) {
    const key = `${kind} ${id} ${userVersion}`;
    const known = users.get(key);
    if (known) known.places.push(place);
    else {
      const version = kind === 'version' ? { version: userVersion } : {};
      users.set(key, { kind, id, name: names.get(id) ?? '', ...version, places: [place] });
    }
  }
  return [...users.values()];
}

/** How many patterns and connections name each secret; one query. */
export async function secretUserCounts(
  manager: EntityManager,
  projectId: string,
  names: readonly string[],
): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const counted = await manager
    .createQueryBuilder(secretReferenceTable, 'reference')
    .select('reference.secretName', 'name')
    .addSelect('COUNT(DISTINCT reference.userId)', 'users')
    .where('reference.projectId = :projectId', { projectId })
    .andWhere('reference.secretName IN (:...names)', { names: [...names] })
    .groupBy('reference.secretName')
    .getRawMany<{ name: string; users: number | string }>();
  return new Map(counted.map(({ name, users }) => [name, Number(users)]));
}

async function namesOf(
  manager: EntityManager,
  references: readonly SecretReferenceRow[],
): Promise<Map<string, string>> {
  const select = { id: true, name: true };
  const of = (isConnection: boolean) =>
    In([
      ...new Set(
        references
          .filter((each) => (each.userType === 'connection') === isConnection)
          .map(({ userId }) => userId),
      ),
    ]);
  const connections = await manager.find(connectionTable, { where: { id: of(true) }, select });
  const patterns = await manager.find(patternTable, { where: { id: of(false) }, select });
  return new Map([...connections, ...patterns].map(({ id, name }) => [id, name]));
}
