import { applyDefaults } from './apply-defaults.js';
import type { Field, FieldMap, FixedCollectionField } from './field.js';
import { getOwn, isObject, sameJson, type JsonObject, type JsonValue } from './json.js';
import { parsePointer, pointerTo } from './pointer.js';
import { resolveSelf } from './self-references.js';
import { splitConfig } from './split.js';
import { isUrlPart } from './url-secrets.js';

export type Flag = 'destination' | 'identity';
type Found = Map<string, JsonValue>;

/** The effective plain values (defaults and expressions applied) of the fields with this flag, by JSON pointer. */
export function flaggedValues(fields: FieldMap, values: JsonObject, flag: Flag): Found {
  const found: Found = new Map();
  collect(
    fields,
    splitConfig(fields, resolveSelf(fields, applyDefaults(fields, values))).config,
    '',
    flag,
    found,
  );
  return found;
}

/** Pointers of the flagged values that differ between two configurations, in effect. */
export function changedValues(fields: FieldMap, before: JsonObject, after: JsonObject, flag: Flag): string[] {
  const old = flaggedValues(fields, before, flag);
  const now = flaggedValues(fields, after, flag);
  return [...new Set([...old.keys(), ...now.keys()])].filter((at) => !sameJson(old.get(at), now.get(at)));
}

/**
 * Whether a secret belongs to a field with this flag, or lies in one. The user info and tokens of a URL
 * do not: where it leads to is in its plain part.
 */
export function isFlaggedSecret(fields: FieldMap, pointer: string, flag: Flag): boolean {
  const path = parsePointer(pointer);
  const passed = fieldsAlong(fields, path);
  const inUrl =
    isUrlPart(path.at(-1) ?? '') && passed.length < path.length && passed.at(-1)?.kind !== 'headers';
  return !inUrl && passed.some((field) => field[flag] === true);
}

function collect(fields: FieldMap, values: JsonObject, pointer: string, flag: Flag, found: Found): void {
  for (const [key, field] of Object.entries(fields)) {
    const value = getOwn(values, key);
    const at = pointerTo(pointer, key);
    if (value === undefined || value === null) continue;
    if (field[flag] === true) found.set(at, value);
    else if (field.kind === 'collection' && isObject(value)) collect(field.fields, value, at, flag, found);
    else if (field.kind === 'fixedCollection' && isObject(value)) collectRows(field, value, at, flag, found);
  }
}

function collectRows(
  field: FixedCollectionField,
  groups: JsonObject,
  pointer: string,
  flag: Flag,
  found: Found,
): void {
  for (const [name, { fields }] of Object.entries(field.groups)) {
    const rows = getOwn(groups, name);
    const at = pointerTo(pointer, name);
    if (isObject(rows)) collect(fields, rows, at, flag, found);
    if (!Array.isArray(rows)) continue;
    for (const [index, row] of rows.entries()) {
      if (isObject(row)) collect(fields, row, pointerTo(at, index), flag, found);
    }
  }
}

/** The fields that a pointer passes through, outermost first. */
function fieldsAlong(fields: FieldMap, [key = '', ...rest]: string[]): Field[] {
  const field = getOwn(fields, key);
  if (field === undefined) return [];
  if (field.kind === 'collection') return [field, ...fieldsAlong(field.fields, rest)];
  if (field.kind !== 'fixedCollection') return [field];
  const [name = '', index = '', ...below] = rest;
  const group = getOwn(field.groups, name);
  if (group === undefined) return [field];
  return [field, ...fieldsAlong(group.fields, /^\d+$/.test(index) ? below : rest.slice(1))];
}
