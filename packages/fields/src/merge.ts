import { PatchbayError } from '@patchbay/errors';
import type { FieldMap } from './field.js';
import { changedValues, isFlaggedSecret, type Flag } from './flagged.js';

import { isObject, type JsonObject, type JsonValue } from './json.js';
import { applyPatch, type MergeDraft } from './merge-patch.js';
import { splitMap } from './split-value.js';

export interface MergeInput {
  /** Undefined for an unknown connector: then every value is secret and every change a destination's. */
  fields: FieldMap | undefined;
  stored: { config: JsonObject; secretKeys: readonly string[] };
  /** From the request; `{}` keeps everything. */
  patch: unknown;
  /** Refuse to keep a secret while a destination changes; default true. */
  enforceReentry?: boolean;
}

export interface SecretPlan {
  set: Record<string, JsonValue>;
  clear: string[];
  keep: string[];
}

export interface MergePlan {
  /** The new plain part. */
  config: JsonObject;
  /** What to do with the sealed part, by JSON pointer; see `applySecretPlan`. */
  secrets: SecretPlan;
  /** The new list of set secrets. */
  secretKeys: string[];
  changedDestination: string[];
  changedIdentity: string[];
}

/**
 * Plans a change without opening the stored secrets. Absent keeps, `null` clears, the mask keeps,
 * `{"$value": x}` is exactly x, any other text is that exact text. Collections and header maps are merged
 * member by member; the rows of a fixed collection are replaced, and a mask in a row keeps the secret of
 * the same row as long as the row's plain values stay.
 *
 * @throws PatchbayError `validation-failed` for a patch that is no object or has keys that reach the
 *   prototype, `secret-not-set` for a mask without a stored secret, `secret-reentry-required`.
 */
export function mergeConfig(input: MergeInput): MergePlan {
  const { fields, stored } = input;
  if (!isObject(input.patch)) {
    throw new PatchbayError('validation-failed', {
      detail: 'The configuration must be an object.',
      errors: [{ pointer: '', detail: 'must be an object' }],
    });
  }
  const draft = startDraft(fields, stored);
  const before = structuredClone(draft.config);
  applyPatch(draft, fields, input.patch as JsonObject);
  refuse(draft);
  const plan = planOf(draft);
  const touched = [...draft.set.keys(), ...plan.secrets.clear];
  plan.changedDestination = changes(fields, before, draft.config, touched, 'destination');
  plan.changedIdentity =
    fields === undefined ? [] : changes(fields, before, draft.config, touched, 'identity');
  if (input.enforceReentry !== false) refuseRepointing(draft, plan.changedDestination);
  return plan;
}

/** A stored plain value that has become secret since (a new version of the plugin) moves over. */
function startDraft(fields: FieldMap | undefined, { config, secretKeys }: MergeInput['stored']): MergeDraft {
  const { plain, secrets } =
    fields === undefined ? { plain: structuredClone(config), secrets: [] } : splitMap(fields, config, '');
  return {
    config: isObject(plain) ? plain : {},
    moved: new Map(secrets),
    stored: new Set([...secretKeys, ...secrets.map(([pointer]) => pointer)]),
    removed: new Set(),
    set: new Map(),
    problems: [],
    notSet: [],
    misplaced: [],
  };
}

function refuse({ problems, notSet, misplaced }: MergeDraft): void {
  if (problems.length > 0) throw new PatchbayError('validation-failed', { errors: problems });
  if (notSet.length > 0) {
    throw new PatchbayError('secret-not-set', {
      detail: 'The mask keeps a stored secret, but none is stored. Enter the value.',
      errors: notSet.map((pointer) => ({ pointer, detail: 'there is no stored secret to keep' })),
    });
  }
  if (misplaced.length > 0) {
    throw reentry(misplaced, 'its row has changed, so it is not clear that the secret still belongs to it');
  }
}

function planOf(draft: MergeDraft): MergePlan {
  const kept = [...draft.stored].filter((pointer) => !draft.removed.has(pointer) && !draft.set.has(pointer));
  const set = new Map([...[...draft.moved].filter(([pointer]) => kept.includes(pointer)), ...draft.set]);
  const keep = kept.filter((pointer) => !draft.moved.has(pointer));
  return {
    config: draft.config,
    secrets: {
      set: Object.fromEntries(set),
      clear: [...draft.removed].filter((pointer) => !set.has(pointer)),
      keep,
    },
    secretKeys: [...keep, ...set.keys()],
    changedDestination: [],
    changedIdentity: [],
  };
}

function changes(
  fields: FieldMap | undefined,
  before: JsonObject,
  after: JsonObject,
  touched: readonly string[],
  flag: Flag,
): string[] {
  if (fields === undefined) return [...touched];
  const secrets = touched.filter((pointer) => isFlaggedSecret(fields, pointer, flag));
  return [...new Set([...changedValues(fields, before, after, flag), ...secrets])];
}

/**
 * Stops somebody who may edit but not read a connection from pointing it at a server of their own, where
 * the kept secrets would arrive.
 */
function refuseRepointing(draft: MergeDraft, changed: readonly string[]): void {
  const kept = [...draft.stored].filter((pointer) => !draft.removed.has(pointer) && !draft.set.has(pointer));
  if (kept.length === 0 || changed.length === 0) return;
  throw reentry(kept, `must be entered again because ${changed.join(', ')} changes`, changed);
}

function reentry(
  pointers: readonly string[],
  detail: string,
  changed: readonly string[] = [],
): PatchbayError {
  return new PatchbayError('secret-reentry-required', {
    detail: `Enter ${pointers.join(', ')} again: a stored secret is sent only where it was meant to go.`,
    errors: pointers.map((pointer) => ({ pointer, detail })),
    extra: { changed: [...changed], secrets: [...pointers] },
  });
}
