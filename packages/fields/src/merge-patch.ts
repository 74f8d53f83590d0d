import type { FieldProblem } from '@patchbay/errors';
import type { Field, FieldMap, FixedCollectionField } from './field.js';
import { getOwn, isObject, isUnsafeKey, sameJson, setOwn, type JsonObject, type JsonValue } from './json.js';
import { MASK } from './mask.js';
import { isWithin, parsePointer, pointerTo } from './pointer.js';
import { isSecretTemplate } from './secret-references.js';
import { splitValue, type Part } from './split-value.js';
import { isUrlPart } from './url-secrets.js';

/** The state of a merge; pointers of secrets and what happens to them. */
export interface MergeDraft {
  config: JsonObject;
  /** Stored readable so far, secret from now on. */
  readonly moved: ReadonlyMap<string, JsonValue>;
  readonly stored: ReadonlySet<string>;
  readonly removed: Set<string>;
  readonly set: Map<string, JsonValue>;
  readonly problems: FieldProblem[];
  readonly notSet: string[];
  /** Kept by a mask in a row that has changed otherwise. */
  readonly misplaced: string[];
}

interface Place {
  draft: MergeDraft;
  /** The plain container that holds the value. */
  target: JsonObject;
  key: string;
  pointer: string;
}

export function applyPatch(draft: MergeDraft, fields: FieldMap | undefined, patch: JsonObject): void {
  patchMap(draft, fields, patch, draft.config, '');
}

function patchMap(
  draft: MergeDraft,
  fields: FieldMap | undefined,
  patch: JsonObject,
  target: JsonObject,
  pointer: string,
): void {
  for (const [key, value] of Object.entries(patch)) {
    const at = pointerTo(pointer, key);
    if (isUnsafeKey(key)) draft.problems.push({ pointer: at, detail: 'is not allowed as a name' });
    else if ((value as JsonValue | undefined) !== undefined) {
      const field = fields === undefined ? undefined : getOwn(fields, key);
      patchValue({ draft, target, key, pointer: at }, field, value);
    }
  }
}

function patchValue(place: Place, field: Field | undefined, value: JsonValue): void {
  if (value === null) return clear(place);
  if (value === MASK) return keep(place.draft, place.pointer);
  if (isObject(value)) {
    if (isExact(value)) return replace(place, field, value['$value'] ?? null, true);
    if (field?.kind === 'collection') {
      return patchMap(place.draft, field.fields, value, openContainer(place), place.pointer);
    }
    if (field?.kind === 'fixedCollection') return patchGroups(place, field, value);
    if (field?.kind === 'headers') return patchHeaders(place, value);
  }
  replace(place, field, value, false);
}

/** `{"$value": x}`: the way to store a text that looks like the mask, or an object that looks like this. */
function isExact(value: JsonObject): boolean {
  return Object.hasOwn(value, '$value') && Object.keys(value).length === 1;
}

function clear({ draft, target, key, pointer }: Place): void {
  remove(draft, pointer);
  Reflect.deleteProperty(target, key);
}

function keep(draft: MergeDraft, pointer: string): void {
  const kept = [...draft.stored].filter((stored) => isWithin(stored, pointer));
  if (kept.length === 0) draft.notSet.push(pointer);
  for (const stored of kept) draft.removed.delete(stored);
}

function remove(draft: MergeDraft, pointer: string): void {
  for (const stored of draft.stored) if (isWithin(stored, pointer)) draft.removed.add(stored);
}

function replace(place: Place, field: Field | undefined, value: JsonValue, exact: boolean): void {
  const { draft, pointer } = place;
  clear(place);
  const { plain, secrets }: Part =
    exact && isSecretTemplate(value) ? { secrets: [[pointer, value]] } : splitValue(field, value, pointer);
  if (plain !== undefined && plain !== null) setOwn(place.target, place.key, plain);
  for (const [at, secret] of secrets) {
    const isMaskedUrlPart = secret === MASK && at !== pointer && isUrlPart(parsePointer(at).at(-1) ?? '');
    // "https://••••••••@host" is what a reader was shown: the same rule as for a whole value.
    if (isMaskedUrlPart && !exact) keep(draft, at);
    else draft.set.set(at, secret);
  }
}

/** The object to merge into. A secret that stood here as a whole gives way to it. */
function openContainer({ draft, target, key, pointer }: Place): JsonObject {
  if (draft.stored.has(pointer)) draft.removed.add(pointer);
  const present = getOwn(target, key);
  if (isObject(present)) return present;
  const fresh: JsonObject = {};
  setOwn(target, key, fresh);
  return fresh;
}

/** Names are compared as HTTP does, without regard to case: `x-api-key` replaces `X-Api-Key`. */
function patchHeaders(place: Place, headers: JsonObject): void {
  const { draft, pointer } = place;
  const named = openContainer(place);
  for (const [name, value] of Object.entries(headers)) {
    const at = pointerTo(pointer, name);
    const known = [...draft.stored].filter((stored) => stored.toLowerCase() === at.toLowerCase());
    if (isUnsafeKey(name)) draft.problems.push({ pointer: at, detail: 'is not allowed as a name' });
    else if (value !== MASK) {
      for (const stored of known) draft.removed.add(stored);
      dropHeader(named, name);
      if (isSecretTemplate(value)) setOwn(named, name, value);
      else if (value !== null)
        draft.set.set(at, isObject(value) && isExact(value) ? (value['$value'] ?? null) : value);
    } else if (known.length > 0) for (const stored of known) keep(draft, stored);
    else draft.notSet.push(at);
  }
}

function dropHeader(headers: JsonObject, name: string): void {
  for (const known of Object.keys(headers))
    if (known.toLowerCase() === name.toLowerCase()) Reflect.deleteProperty(headers, known);
}

function patchGroups(place: Place, field: FixedCollectionField, groups: JsonObject): void {
  const { draft, pointer } = place;
  const target = openContainer(place);
  for (const [name, value] of Object.entries(groups)) {
    const inner: Place = { draft, target, key: name, pointer: pointerTo(pointer, name) };
    const fields = getOwn(field.groups, name)?.fields;
    if (isUnsafeKey(name))
      draft.problems.push({ pointer: inner.pointer, detail: 'is not allowed as a name' });
    else if (fields !== undefined && Array.isArray(value)) patchRows(inner, fields, value);
    else if (fields !== undefined && isObject(value) && !isExact(value)) {
      patchMap(draft, fields, value, openContainer(inner), inner.pointer);
    } else patchValue(inner, undefined, value);
  }
}

/**
 * Rows have no names, only positions. A mask is honoured only where the row's plain values are the stored
 * ones; else deleting the first row would hand its secret to the second.
 */
function patchRows(place: Place, fields: FieldMap, rows: JsonValue[]): void {
  const { draft, target, key, pointer } = place;
  const before = getOwn(target, key);
  clear(place);
  const fresh = rows.map((row, index) => {
    const at = pointerTo(pointer, index);
    const plain: JsonObject = {};
    if (isObject(row)) patchMap(draft, fields, row, plain, at);
    else patchValue({ draft, target: plain, key: 'row', pointer: at }, undefined, row);
    const kept = [...draft.stored].filter((stored) => isWithin(stored, at) && !draft.removed.has(stored));
    const old = Array.isArray(before) ? before[index] : undefined;
    if (kept.length > 0 && !sameJson(plain, old)) draft.misplaced.push(...kept);
    return isObject(row) ? plain : null;
  });
  setOwn(target, key, fresh);
}
