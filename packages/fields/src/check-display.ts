import type { FieldProblem } from '@patchbay/errors';
import { getOwn, isObject } from './json.js';
import { pointerTo } from './pointer.js';
import { regexProblem } from './safe-regex.js';

interface Names {
  siblings: ReadonlySet<string>;
  root: ReadonlySet<string>;
}

/** What is wrong with the conditions under which a field shows. */
export function displayProblems(value: unknown, pointer: string, names: Names): FieldProblem[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([member, rules]) => {
    const at = pointerTo(pointer, member);
    if (member !== 'show' && member !== 'hide') return [{ pointer: at, detail: 'must be show or hide' }];
    if (!isObject(rules)) return [{ pointer: at, detail: 'must be an object' }];
    return Object.entries(rules).flatMap(([key, expected]) =>
      ruleProblems(key, expected, pointerTo(at, key), names),
    );
  });
}

function ruleProblems(key: string, expected: unknown, pointer: string, names: Names): FieldProblem[] {
  if (!isKnown(key, names)) return [{ pointer, detail: 'refers to a field that does not exist' }];
  if (!Array.isArray(expected)) return [{ pointer, detail: 'must be a list' }];
  return expected.flatMap((item: unknown, index) => {
    const detail = isObject(item) ? conditionProblem(item) : scalarProblem(item);
    return detail === undefined ? [] : [{ pointer: pointerTo(pointer, index), detail }];
  });
}

function isKnown(key: string, { siblings, root }: Names): boolean {
  if (key.startsWith('@')) return ['@version', '@tool', '@feature'].includes(key);
  const [known, path] = key.startsWith('/') ? [root, key.slice(1)] : [siblings, key];
  return known.has(path) || known.has(path.split('.')[0] ?? '');
}

function scalarProblem(value: unknown): string | undefined {
  return value === null || typeof value !== 'object' ? undefined : 'must be a value or a condition';
}

function conditionProblem(item: Record<string, unknown>): string | undefined {
  const entries = isObject(item['_cnd']) ? Object.entries(item['_cnd']) : [];
  const [entry] = entries;
  if (Object.keys(item).length !== 1 || entries.length !== 1 || entry === undefined) {
    return 'must be { _cnd: { <operator>: value } }';
  }
  const [operator, value] = entry;
  const fits = getOwn(operators, operator);
  if (fits === undefined) return 'has an unknown operator';
  if (!fits(value)) return 'compares with a value of the wrong type';
  return operator === 'regex' ? regexProblem(String(value)) : undefined;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isBound = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
const isScalar = (value: unknown): boolean => value === null || isBound(value) || typeof value === 'boolean';

const operators: Readonly<Record<string, (value: unknown) => boolean>> = {
  eq: isScalar,
  not: isScalar,
  gt: isBound,
  gte: isBound,
  lt: isBound,
  lte: isBound,
  between: (value) => isObject(value) && isBound(value['from']) && isBound(value['to']),
  startsWith: isText,
  endsWith: isText,
  includes: isText,
  regex: isText,
  exists: (value) => value === true,
};
