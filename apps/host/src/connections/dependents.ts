import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { usersOf } from './reference-users.js';

/** @throws PatchbayError `connection-in-use` listing every draft and live version that uses it */
export async function refuseInUse(manager: EntityManager, connectionId: string): Promise<void> {
  const dependents = await usersOf(manager, connectionId);
  if (dependents.length === 0) return;
  throw new PatchbayError('connection-in-use', {
    detail: 'Choose another connection in what uses it, or delete it with detach=true.',
    extra: { dependents },
  });
}
