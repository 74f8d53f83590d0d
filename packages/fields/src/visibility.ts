import type { DisplayCondition, DisplayOptions, DisplayRules, Field } from './field.js';
import { getOwn, isObject, sameJson } from './json.js';
import { matchesPattern } from './safe-regex.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Whether a field, or what else has such options, shows, by n8n's rules: every key of `show` must match, any key of `hide` hides.
 * `values` are the field's siblings, `root` all values; both with defaults applied. A condition on a value
 * that is an expression counts as met, since nobody knows yet what it will be.
 */
export function isVisible(
  { displayOptions = {} }: Field | { readonly displayOptions?: DisplayOptions | undefined },
  values: Values,
  root: Values = values,
): boolean {
  const { show = {}, hide = {} } = displayOptions;
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
  return isBetween(_cnd, value) ?? (typeof value === 'string' && meetsText(_cnd, value));
}

function isBetween(condition: DisplayCondition['_cnd'], value: unknown): boolean | undefined {
  if ('gte' in condition) return compares(value, condition.gte, '>=');
  if ('lte' in condition) return compares(value, condition.lte, '<=');
  if ('gt' in condition) return compares(value, condition.gt, '>');
  if ('lt' in condition) return compares(value, condition.lt, '<');
  if (!('between' in condition)) return undefined;
  const { from, to } = condition.between;
  return compares(value, from, '>=') && compares(value, to, '<=');
}

function meetsText(condition: DisplayCondition['_cnd'], text: string): boolean {
  if ('startsWith' in condition) return text.startsWith(condition.startsWith);
  if ('endsWith' in condition) return text.endsWith(condition.endsWith);
  if ('includes' in condition) return text.includes(condition.includes);
  return 'regex' in condition && matchesPattern(condition.regex, text);
}

/** Only like with like: JavaScript would compare `'10' < 9` as numbers and surprise the author. */
function compares(value: unknown, bound: number | string, operator: '>' | '>=' | '<' | '<='): boolean {
  if (typeof value !== typeof bound || (typeof value !== 'number' && typeof value !== 'string')) return false;
  if (value === bound) return operator.endsWith('=');
  return operator.startsWith('>') ? value > bound : value < bound;
}
