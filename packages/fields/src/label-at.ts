import type { Field, FieldMap } from './field.js';
import { getOwn } from './json.js';
import { parsePointer } from './pointer.js';

/**
 * What a form calls the place that an RFC 6901 pointer into its values leads to: `Fields, row 1, Value`. Parts that the form has no
 * name for stay as they are written; the empty pointer gives an empty text.
 */
export function labelAt(fields: FieldMap, pointer: string): string {
  return labelsIn(fields, parsePointer(pointer)).join(', ');
}

function labelsIn(fields: FieldMap, [key, ...rest]: readonly string[]): string[] {
  if (key === undefined) return [];
  const field = getOwn(fields, key);
  return field === undefined ? [key, ...rest] : [field.displayName, ...labelsInside(field, rest)];
}

function labelsInside(field: Field, path: readonly string[]): string[] {
  if (field.kind === 'collection') return labelsIn(field.fields, path);
  if (field.kind === 'json')
    return labelsInRows(field.drawnAs?.kind === 'rows' ? field.drawnAs.cells : {}, path);
  if (field.kind !== 'fixedCollection') return [...path];
  const [name, ...rest] = path;
  const group = name === undefined ? undefined : getOwn(field.groups, name);
  if (group === undefined) return [...path];
  return field.multiple === false ? labelsIn(group.fields, rest) : labelsInRows(group.fields, rest);
}

/** Rows are counted from 1, as the form does. */
function labelsInRows(fields: FieldMap, [index, ...rest]: readonly string[]): string[] {
  if (index === undefined) return [];
  return [/^\d+$/.test(index) ? `row ${Number(index) + 1}` : index, ...labelsIn(fields, rest)];
}
