import { isDeepStrictEqual } from 'node:util';
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
export function planCreate(fields: FieldMap, given: JsonObject, member = '/config'): MergePlan {
  return checked(fields, () => mergeConfig({ fields, stored: nothingStored, patch: given }), member);
}

/** Like `planCreate`, over what is stored; a kept secret with another destination is refused. */
export function planOverride(
  fields: FieldMap,
  stored: StoredConfig,
  given: JsonObject,
  member = '/config',
): MergePlan {
  return checked(fields, () => mergeConfig({ fields, stored, patch: given }), member);
}

/**
 * Like `planOverride`, for a change that will be stored.
 * @throws PatchbayError also `identity-immutable`, before anything is said about secrets
 */
export function planChange(
  fields: FieldMap,
  stored: StoredConfig,
  given: JsonObject,
  member = '/config',
): MergePlan {
  const { changedIdentity } = inMember(member, () =>
    mergeConfig({ fields, stored, patch: given, enforceReentry: false }),
  );
  refuseOtherIdentity(changedIdentity, member);
  return planOverride(fields, stored, given, member);
}

/**
 * What values that take the place of everything stored lead to; each secret is given or gone.
 * @throws PatchbayError like `planChange`
 */
export function planWhole(fields: FieldMap, stored: StoredConfig, given: JsonObject): MergePlan {
  const absent = Object.keys(stored.config).filter((key) => !Object.hasOwn(given, key));
  const patch = { ...Object.fromEntries(absent.map((key) => [key, null])), ...given };
  const { changedIdentity } = inMember('/config', () =>
    mergeConfig({ fields, stored, patch, enforceReentry: false }),
  );
  refuseOtherIdentity(changedIdentity, '/config');
  const plan = planCreate(fields, given);
  const clear = stored.secretKeys.filter((pointer) => !Object.hasOwn(plan.secrets.set, pointer));
  return { ...plan, secrets: { ...plan.secrets, clear } };
}

function refuseOtherIdentity(changed: readonly string[], member: string): void {
  if (changed.length === 0) return;
  throw new PatchbayError('identity-immutable', {
    detail:
      'What a connection connects to never changes, because patterns rely on it. Duplicate the connection and change the copy.',
    errors: changed.map((pointer) => ({
      pointer: `${member}${pointer}`,
      detail: 'cannot change once it is saved',
    })),
  });
}

/**
 * Like `planChange`, for secrets alone: a rotation moves a connection nowhere.
 * @throws PatchbayError also `validation-failed` for a field that is no secret, or when there is none
 */
export function planRotation(fields: FieldMap, stored: StoredConfig, given: JsonObject): MergePlan {
  const plan = planChange(fields, stored, given, '/secrets');
  const unchanged = mergeConfig({ fields, stored, patch: {}, enforceReentry: false }).config;
  const plain = Object.keys({ ...unchanged, ...plan.config }).filter(
    (key) => !isDeepStrictEqual(unchanged[key], plan.config[key]),
  );
  const errors = plain.map((key) => ({
    pointer: `/secrets/${key}`,
    detail: 'is no secret; edit the connection',
  }));
  if (!touchesSecrets(plan))
    errors.push({ pointer: '/secrets', detail: 'must hold at least one new secret' });
  if (errors.length > 0) throw new PatchbayError('validation-failed', { errors });
  return plan;
}

/**
 * What a copy with another target leads to; whoever copies enters every secret, else he could have a secret that he
 * cannot read sent to a server of his own.
 * @throws PatchbayError `secret-reentry-required` for secrets that are neither given nor given up by null
 */
export function planCopy(fields: FieldMap, stored: StoredConfig, given: JsonObject): MergePlan {
  const { secrets } = inMember('/config', () =>
    mergeConfig({ fields, stored, patch: given, enforceReentry: false }),
  );
  if (secrets.keep.length === 0) return planOverride(fields, { ...stored, secretKeys: [] }, given);
  throw new PatchbayError('secret-reentry-required', {
    detail: 'A copy has no secrets of its own: enter each one, or null to leave it out.',
    errors: secrets.keep.map((pointer) => ({
      pointer: `/config${pointer}`,
      detail: 'must be entered for the copy',
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

function checked(fields: FieldMap, merge: () => MergePlan, member = '/config'): MergePlan {
  const plan = inMember(member, merge);
  const errors = validatePlan(fields, plan, { basePointer: member });
  if (errors.length > 0) throw new PatchbayError('validation-failed', { errors });
  return plan;
}

/** The merge knows the configuration alone; the caller sent it as a member of the body, such as `/config`. */
function inMember<T>(member: string, merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (!isPatchbayError(error) || error.errors === undefined) throw error;
    throw new PatchbayError(error.code, {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...(error.extra === undefined ? {} : { extra: error.extra }),
      errors: error.errors.map(({ pointer, detail }) => ({ pointer: `${member}${pointer}`, detail })),
    });
  }
}
