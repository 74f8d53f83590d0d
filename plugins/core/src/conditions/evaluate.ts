import { type JsonValue, PatchbayError } from '@patchbay/plugin-sdk';
import { conversions } from '../values/as-type.js';
import { wrong } from '../values/lists.js';
import { anyOperators, operators, type TextOptions } from './operators.js';
import type { Condition, ConditionGroup } from './parse.js';

export interface ConditionOptions extends TextOptions {
  /** `loose` converts the values to the operator's type; `strict` fails with `parameter-invalid` instead. */
  typeValidation: 'strict' | 'loose';
}

/** A group without conditions is true. */
export function evaluate({ combinator, conditions }: ConditionGroup, options: ConditionOptions): boolean {
  const test = (each: Condition | ConditionGroup) =>
    'conditions' in each ? evaluate(each, options) : evaluateOne(each, options);
  return combinator === 'and' ? conditions.every(test) : conditions.some(test);
}

type Operator = (left: JsonValue, right: JsonValue | undefined, options: TextOptions) => boolean;
type TypeName = keyof typeof operators;

function evaluateOne({ left, right, type: given, operation }: Condition, options: ConditionOptions): boolean {
  const any = own(anyOperators, operation);
  if (any) return any(left, right, options);
  const type = given ?? inferredType(left, operation);
  const table = own(operators, type) as Readonly<Record<string, Operator>> | undefined;
  const operator = table && own(table, operation);
  if (!operator) throw wrong('conditions', `has an operator that does not exist: "${type}.${operation}"`);
  if (left === undefined || left === null) return missing(operation, right);
  const leftValue = typed(left, type as TypeName, options);
  const compared = isAlone(operation) ? undefined : right;
  const isTyped = compared !== undefined && compared !== null && !comparesLists(type, operation);
  return operator(leftValue, isTyped ? typed(compared, type as TypeName, options) : compared, options);
}

/** No value equals nothing but another missing one, and is neither greater nor smaller than any. */
function missing(operation: string, right: JsonValue | undefined): boolean {
  const nothing = right === undefined || right === null;
  if (operation === 'equals') return nothing;
  return operation.startsWith('not') ? !(nothing && operation === 'notEquals') : false;
}

/** What n8n's forms leave on the right side of these says nothing. */
function isAlone(operation: string): boolean {
  return operation === 'true' || operation === 'false';
}

/** The right side of `contains` is an element and that of `lengthGt` a number, not a list. */
function comparesLists(type: string, operation: string): boolean {
  return type === 'array' && !/^(?:notE|e)quals$/u.test(operation);
}

/** By what the operator or the value on the left can be. */
function inferredType(left: JsonValue | undefined, operation: string): string {
  if (/^length/u.test(operation) || Array.isArray(left)) return 'array';
  if (/^(?:after|before)/u.test(operation)) return 'dateTime';
  if (/^[gl]te?$/u.test(operation)) {
    return typeof left === 'string' && conversions.number?.(left) === undefined ? 'dateTime' : 'number';
  }
  if (operation === 'true' || operation === 'false') return 'boolean';
  if (/contains|starts|ends|regex/iu.test(operation)) return 'string';
  return left === null || left === undefined ? 'string' : typeof left;
}

function typed(value: JsonValue, type: TypeName, { typeValidation }: ConditionOptions): JsonValue {
  if (type === 'dateTime') return milliseconds(value);
  const actual = Array.isArray(value) ? 'array' : typeof value;
  if (actual === type) return value;
  const converted = typeValidation === 'loose' ? conversions[type]?.(value) : undefined;
  if (converted !== undefined) return converted;
  const why = `compares as ${type}, but a value is of type ${actual}`;
  throw new PatchbayError('parameter-invalid', {
    detail: `A condition ${why}. Convert it, or set "typeValidation" to "loose".`,
    errors: [{ pointer: '/conditions', detail: why }],
  });
}

function milliseconds(value: JsonValue): number {
  const time = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time))
    throw wrong('conditions', 'compares as date and time, but a value is neither ISO 8601 nor a number');
  return time;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
