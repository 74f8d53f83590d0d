import { isObject } from './json.js';

const texts: Readonly<Record<string, readonly string[]>> = {
  rows: ['row'],
  conditions: [],
  rules: ['row', 'outputs', 'outputName'],
};
const optional = ['outputs', 'outputName'];

/** What is wrong with how a JSON field wants to be drawn, besides its cells; undefined when nothing is. */
export function drawingProblem(value: unknown): string | undefined {
  const kind = isObject(value) ? value['kind'] : undefined;
  if (!isObject(value) || typeof kind !== 'string' || !Object.hasOwn(texts, kind))
    return 'must be { kind: "rows", "conditions" or "rules", … }';
  const named = texts[kind] ?? [];
  const rest = kind === 'rows' ? 'cells' : 'operators';
  const isKnown = Object.keys(value).every((key) => key === 'kind' || key === rest || named.includes(key));
  const isNamed = named.every(
    (key) => isShort(value[key]) || (optional.includes(key) && value[key] === undefined),
  );
  if (!isKnown || !isNamed) return `must be { kind: "${kind}", ${[...named, rest].join(', ')} }`;
  if (kind === 'rows') return undefined;
  const operators = value[rest];
  const areOperators = Array.isArray(operators) && operators.length <= most && operators.every(isOperator);
  return areOperators ? undefined : 'must list its operators as { value, name, alone? }';
}

const most = 100;

function isOperator(value: unknown): boolean {
  if (!isObject(value) || !isShort(value['value']) || !isShort(value['name'])) return false;
  const { alone } = value;
  const isKnown = Object.keys(value).every((key) => ['value', 'name', 'alone'].includes(key));
  return isKnown && (alone === undefined || typeof alone === 'boolean');
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 100;
}
