import { PatchbayError } from '@patchbay/errors';
import { connectionSecretReads, type FieldMap, type SecretReads } from '@patchbay/fields';
import type { EntityManager } from 'typeorm';
import { indexSecretUses, unknownSecrets } from '../secrets/secret-references.js';
import type { ConnectionRow } from './connection.table.js';

type Named = Pick<ConnectionRow, 'id' | 'projectId' | 'config'>;

/**
 * Takes down which named secrets a connection uses; to be called in the transaction that stores it.
 * @param before what was stored: a secret deleted since may stay named until somebody edits it away
 * @throws PatchbayError `validation-failed` for a name that no secret has
 */
export async function storeSecretUses(
  manager: EntityManager,
  fields: FieldMap | undefined,
  { id, projectId, config }: Named,
  before?: Named,
): Promise<void> {
  const reads = connectionSecretReads(fields, config);
  const kept = before === undefined ? [] : connectionSecretReads(fields, before.config);
  if (reads.length + kept.length === 0) return;
  const errors = await unknownSecrets(manager, projectId, reads, new Set(kept.flatMap(({ names }) => names)));
  if (errors.length > 0) throw new PatchbayError('validation-failed', { errors: errors.map(inConfig) });
  await indexSecretUses(manager, { projectId, userId: id }, reads.flatMap(usesOf));
}

function usesOf({ pointer: place, names }: SecretReads) {
  return names.map((secretName) => ({
    userType: 'connection' as const,
    userVersion: 0,
    place,
    secretName,
  }));
}

function inConfig({ pointer, detail }: { pointer: string; detail: string }) {
  return { pointer: `/config${pointer}`, detail };
}
