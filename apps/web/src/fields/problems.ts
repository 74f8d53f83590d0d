import {
  applyDefaults,
  type Field,
  type FieldMap,
  type FieldProblem,
  isVisible,
  isWithin,
  type JsonObject,
  parsePointer,
  validate,
} from '@patchbay/fields';
import { capitalized } from '../ui/words.js';
import { getAt, getOwn } from './values.js';

interface Checked {
  fields: FieldMap;
  values: JsonObject;
  /** Secrets that are kept. */
  kept: readonly string[];
  /** Stored secrets that are to be entered anew. */
  toEnter: readonly string[];
  unreadable: Readonly<Record<string, string>>;
}

/** What is wrong with the form, by the same rules as the server's; for fields that show. */
export function problemsOf({ fields, values, kept, toEnter, unreadable }: Checked): FieldProblem[] {
  const effective = applyDefaults(fields, values);
  const isShown = ({ pointer }: FieldProblem) => {
    const field = getOwn(fields, parsePointer(pointer)[0] ?? '');
    return field === undefined || isVisible(field, effective);
  };
  const empty = toEnter.filter((pointer) => {
    const value = getAt(values, parsePointer(pointer));
    return (value === undefined || value === '') && !isClearedAbove(values, pointer);
  });
  const found = [
    ...Object.entries(unreadable).map(([pointer, detail]) => ({ pointer, detail })),
    ...empty.map((pointer) => ({ pointer, detail: 'needs its new value' })),
    ...validate(fields, values, { present: [...kept, ...empty] }),
  ];
  return found.filter(isShown);
}

/** The problem of a field as a sentence that names it. */
export function sentence(field: string, detail: string): string {
  return /^[a-z]/.test(detail) ? `${field} ${detail}` : capitalized(detail);
}

/** Whether a field shows where the problem can stand. */
export function isPlaced(fields: FieldMap, effective: JsonObject, pointer: string): boolean {
  const field = getOwn(fields, parsePointer(pointer)[0] ?? '');
  return field !== undefined && field.kind !== 'hidden' && isVisible(field, effective);
}

export function problemFor(problems: readonly FieldProblem[], pointer: string): FieldProblem | undefined {
  return problems.find((problem) => problem.pointer === pointer);
}

/** What people call the field that a pointer leads to, or the innermost on the way. */
export function nameAt(fields: FieldMap, pointer: string): string {
  const path = parsePointer(pointer);
  return fieldOn(fields, path)?.displayName ?? path.at(-1) ?? '';
}

function fieldOn(fields: FieldMap, [first = '', ...rest]: readonly string[]): Field | undefined {
  const field = getOwn(fields, first);
  if (field?.kind === 'collection') return fieldOn(field.fields, rest) ?? field;
  if (field?.kind !== 'fixedCollection') return field;
  const [name = '', ...inGroup] = rest;
  const group = getOwn(field.groups, name);
  // The fields of a list lie one step deeper, behind the number of the row.
  const inRow = field.multiple === false ? inGroup : inGroup.slice(1);
  return (group && fieldOn(group.fields, inRow)) ?? field;
}

function isClearedAbove(values: JsonObject, pointer: string): boolean {
  const path = parsePointer(pointer);
  return path.some((_, depth) => getAt(values, path.slice(0, depth + 1)) === null);
}

export function firstWithin(problems: readonly FieldProblem[], keys: readonly string[]): boolean {
  return problems.some(({ pointer }) => keys.some((key) => isWithin(pointer, key)));
}
