import type { DisplayCondition, DisplayRules, Field } from './field.js';
import { getOwn, isObject, sameJson } from './json.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Whether a field shows, by n8n's rules: every key of `show` must match, any key of `hide` hides.
 * `values` are the field's siblings, `root` all values; both with defaults applied. A condition on a value
 * that is an expression counts as met, since nobody knows yet what it will be.
 */
export function isVisible(field: Field, values: Values, root: Values = values): boolean {
  const { show = {}, hide = {} } = field.displayOptions ?? {};
  return (
    Object.keys(show).every((key) => isMet(show, key, values, root)) &&
    !Object.keys(hide).some(
      (key) => readValues(key, values, root).length > 0 && isMet(hide, key, values, root, false),
    )
  );
}

function isMet(
  rules: DisplayRules,
  key: string,
  values: Values,
  root: Values,
  whenExpression = true,
): boolean {
  const actual = readValues(key, values, root);
  if (actual.some((value) => typeof value === 'string' && value.startsWith('='))) return whenExpression;
  return (getOwn(rules, key) ?? []).some((expected) =>
    typeof expected === 'object' && expected !== null
      ? actual.length > 0 && actual.every((value) => meets(expected, value))
      : actual.includes(expected),
  );
}

/** A list counts as each of its items. `/a` and `@version` are read from the root. */
function readValues(key: string, values: Values, root: Values): readonly unknown[] {
  const value = key.startsWith('/')
    ? readPath(key.slice(1), root)
    : readPath(key, key.startsWith('@') ? root : values);
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

function readPath(path: string, values: Values): unknown {
  if (Object.hasOwn(values, path)) return values[path];
  return path
    .split('.')
    .reduce<unknown>((node, key) => (isObject(node) ? getOwn(node, key) : undefined), values);
}

function meets({ _cnd }: DisplayCondition, value: unknown): boolean {
  if ('eq' in _cnd) return sameJson(value, _cnd.eq);
  if ('not' in _cnd) return !sameJson(value, _cnd.not);
  if ('exists' in _cnd) return value !== null && value !== '';
  if ('between' in _cnd)
    return compares(value, _cnd.between.from, '>=') && compares(value, _cnd.between.to, '<=');
  if ('gte' in _cnd) return compares(value, _cnd.gte, '>=');
  if ('lte' in _cnd) return compares(value, _cnd.lte, '<=');
  if ('gt' in _cnd) return compares(value, _cnd.gt, '>');
  if ('lt' in _cnd) return compares(value, _cnd.lt, '<');
  if (typeof value !== 'string') return false;
  if ('startsWith' in _cnd) return value.startsWith(_cnd.startsWith);
  if ('endsWith' in _cnd) return value.endsWith(_cnd.endsWith);
  if ('includes' in _cnd) return value.includes(_cnd.includes);
  return new RegExp(_cnd.regex, 'u').test(value);
}

/** Only like with like: JavaScript would compare `'10' < 9` as numbers and surprise the author. */
function compares(value: unknown, bound: number | string, operator: '>' | '>=' | '<' | '<='): boolean {
  if (typeof value !== typeof bound || (typeof value !== 'number' && typeof value !== 'string')) return false;
  if (value === bound) return operator.endsWith('=');
  return operator.startsWith('>') ? value > bound : value < bound;
}
