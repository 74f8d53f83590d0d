import {
  applyDefaults,
  type Field,
  type FieldMap,
  isVisible,
  isWithin,
  type JsonObject,
  type JsonValue,
  MASK,
  parsePointer,
} from '@patchbay/fields';
import { getAt, getOwn, isObject, pointerOf, sameValue, setAt } from './values.js';

/** What to send for a new connection: what was entered and shows. Hidden leftovers of another choice stay out. */
export function requestOf(fields: FieldMap, values: JsonObject): JsonObject {
  const request: [string, JsonValue][] = [];
  for (const [key, field] of visible(fields, values)) {
    const value = getOwn(values, key);
    if (value !== undefined && value !== null) request.push([key, exact(field, value)]);
  }
  return Object.fromEntries(request);
}

interface Saved {
  /** The stored plain values. */
  initial: JsonObject;
  stored: readonly string[];
  opened: ReadonlySet<string>;
  /** Every stored secret is entered again or cleared, also one that no longer shows. */
  mustReenter: boolean;
}

/** What to send for a changed connection: only what differs; `null` clears, absent keeps. */
export function changesOf(fields: FieldMap, values: JsonObject, saved: Saved): JsonObject {
  let patch: JsonObject = {};
  for (const [key, field] of visible(fields, values)) {
    const before = getOwn(saved.initial, key);
    const now = getOwn(values, key);
    if (sameValue(before, now) && !isCleared(now, key, saved)) continue;
    patch = setAt(patch, [key], changeOf(field, before, now, [key], saved));
  }
  if (!saved.mustReenter) return patch;
  for (const pointer of saved.stored) {
    const path = parsePointer(pointer);
    const isCovered = path.some((_, depth) => getAt(patch, path.slice(0, depth + 1)) === null);
    if (!isCovered && getAt(patch, path) === undefined) patch = setAt(patch, path, null);
  }
  return patch;
}

function isCleared(now: JsonValue | undefined, key: string, { stored }: Saved): boolean {
  return now === null && stored.some((pointer) => isWithin(pointer, pointerOf([key])));
}

function changeOf(
  field: Field,
  before: JsonValue | undefined,
  now: JsonValue | undefined,
  path: string[],
  saved: Saved,
): JsonValue {
  if (now === undefined || now === null) return null;
  if ((field.kind === 'collection' || field.kind === 'headers') && isObject(now)) {
    const old = isObject(before) ? before : {};
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const changed = keys.filter(
      (key) => !sameValue(getOwn(old, key), getOwn(now, key)) || getOwn(now, key) === null,
    );
    return Object.fromEntries(
      changed.map((key) => {
        const inner = field.kind === 'collection' ? getOwn(field.fields, key) : undefined;
        const value = getOwn(now, key) ?? null;
        return [key, value === null ? null : exact(inner ?? { kind: 'secret', displayName: key }, value)];
      }),
    );
  }
  if (field.kind === 'fixedCollection') return exact(field, withMasks(now, path, saved));
  return exact(field, now);
}

/** Rows are sent as a whole, so that a secret which is kept in one is named by the mask. */
function withMasks(value: JsonValue, path: string[], { stored, opened }: Saved): JsonValue {
  const here = pointerOf(path);
  const kept = stored.filter((pointer) => pointer.startsWith(`${here}/`) && !opened.has(pointer));
  let masked: JsonObject = { value };
  for (const pointer of kept) {
    const inside = ['value', ...parsePointer(pointer).slice(path.length)];
    const row = getAt(masked, inside.slice(0, -1));
    if (isObject(row) && getAt(masked, inside) === undefined) masked = setAt(masked, inside, MASK);
  }
  return masked['value'] ?? null;
}

/** Says that a text which looks like the mask is meant as it stands, and that JSON is no merge. */
function exact(field: Field, value: JsonValue): JsonValue {
  if (field.kind === 'json') return { $value: value };
  if (field.kind === 'headers' && isObject(value)) {
    return mapValues(value, (text) => (text === MASK ? { $value: text } : text));
  }
  if (field.kind === 'collection' && isObject(value)) {
    const present = Object.entries(value).filter(([, inner]) => inner !== null);
    return Object.fromEntries(
      present.map(([key, inner]) => {
        const innerField = getOwn(field.fields, key);
        return [key, innerField === undefined ? inner : exact(innerField, inner)];
      }),
    );
  }
  const isTyped = field.kind === 'secret' || field.kind === 'fileContent';
  return isTyped && value === MASK ? { $value: value } : value;
}

function mapValues(values: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

function visible(fields: FieldMap, values: JsonObject): [string, Field][] {
  const effective = applyDefaults(fields, values);
  return Object.entries(fields).filter(
    ([, field]) => field.kind !== 'notice' && field.kind !== 'hidden' && isVisible(field, effective),
  );
}
