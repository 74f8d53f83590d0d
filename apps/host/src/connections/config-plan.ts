import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import {
  applySecretPlan,
  mergeConfig,
  validatePlan,
  type FieldMap,
  type JsonObject,
  type MergePlan,
} from '@patchbay/fields';
import { isTooShortToRedact } from '@patchbay/redaction';
import type { ConnectionRow } from './connection.table.js';

export type StoredConfig = Pick<ConnectionRow, 'config' | 'secretKeys'>;

const nothingStored: StoredConfig = { config: {}, secretKeys: [] };

/**
 * What values from outside lead to, checked in full.
 * @throws PatchbayError `validation-failed`, `secret-not-set`, with pointers into the request's body
 */
export function planCreate(fields: FieldMap, given: JsonObject): MergePlan {
  return checked(fields, () => mergeConfig({ fields, stored: nothingStored, patch: given }));
}

/** Like `planCreate`, over what is stored; a kept secret with another destination is refused. */
export function planOverride(fields: FieldMap, stored: StoredConfig, given: JsonObject): MergePlan {
  return checked(fields, () => mergeConfig({ fields, stored, patch: given }));
}

/**
 * Like `planOverride`, for a change that will be stored.
 * @throws PatchbayError also `identity-immutable`, before anything is said about secrets
 */
export function planChange(fields: FieldMap, stored: StoredConfig, given: JsonObject): MergePlan {
  const { changedIdentity } = inConfig(() =>
    mergeConfig({ fields, stored, patch: given, enforceReentry: false }),
  );
  if (changedIdentity.length === 0) return planOverride(fields, stored, given);
  throw new PatchbayError('identity-immutable', {
    detail:
      'What a connection connects to never changes, because patterns rely on it. Duplicate the connection and change the copy.',
    errors: changedIdentity.map((pointer) => ({
      pointer: `/config${pointer}`,
      detail: 'cannot change once it is saved',
    })),
  });
}

/** The sealed part that a plan leads to; `opened` is needed only where secrets are kept. */
export function secretsOf({ secrets }: MergePlan, opened: JsonObject = {}): JsonObject {
  return applySecretPlan(opened, secrets);
}

export function touchesSecrets({ secrets }: MergePlan): boolean {
  return secrets.clear.length > 0 || Object.keys(secrets.set).length > 0;
}

/** A secret that every text contains cannot be taken out of outputs. */
export function warningsOf({ secrets }: MergePlan): { pointer: string; detail: string }[] {
  const short = Object.entries(secrets.set).filter(
    ([, value]) => typeof value === 'string' && value !== '' && isTooShortToRedact(value),
  );
  return short.map(([pointer]) => ({
    pointer: `/config${pointer}`,
    detail: 'is shorter than six characters, too short to be removed from logs and outputs',
  }));
}

function checked(fields: FieldMap, merge: () => MergePlan): MergePlan {
  const plan = inConfig(merge);
  const errors = validatePlan(fields, plan, { basePointer: '/config' });
  if (errors.length > 0) throw new PatchbayError('validation-failed', { errors });
  return plan;
}

/** The merge knows the configuration alone; the caller sent it as the member `config`. */
function inConfig<T>(merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (!isPatchbayError(error) || error.errors === undefined) throw error;
    throw new PatchbayError(error.code, {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...(error.extra === undefined ? {} : { extra: error.extra }),
      errors: error.errors.map(({ pointer, detail }) => ({ pointer: `/config${pointer}`, detail })),
    });
  }
}
