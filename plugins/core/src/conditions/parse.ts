import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { isObject, objectList, wrong } from '../values/lists.js';

export interface Condition {
  left: JsonValue | undefined;
  right: JsonValue | undefined;
  /** Undefined means by the value on the left. */
  type: string | undefined;
  operation: string;
}

export interface ConditionGroup {
  combinator: 'and' | 'or';
  conditions: (Condition | ConditionGroup)[];
}

/**
 * `{ combinator, conditions: [{ left, operator, right }] }` or only the list. An operator is a name (`gt`), a type
 * and a name (`number.gt`), or n8n's `{ type, operation }`; n8n's `leftValue` and `rightValue` are read, too.
 */
export function parseConditions(value: JsonValue | undefined): ConditionGroup {
  const group = isObject(value) ? value : { conditions: value ?? [] };
  const combinator = group.combinator ?? 'and';
  if (combinator !== 'and' && combinator !== 'or')
    throw wrong('conditions', 'has a combinator other than "and" and "or"');
  return { combinator, conditions: objectList(group.conditions, 'conditions').map(parseCondition) };
}

function parseCondition(given: JsonObject): Condition | ConditionGroup {
  if (given.conditions !== undefined) return parseConditions(given);
  const { type, operation } = operatorOf(given.operator);
  return { left: given.left ?? given.leftValue, right: given.right ?? given.rightValue, type, operation };
}

function operatorOf(operator: JsonValue | undefined): { type: string | undefined; operation: string } {
  if (isObject(operator)) return { type: text(operator.type), operation: text(operator.operation) ?? '' };
  const [first = '', second] = (text(operator) ?? '').split(/[.:]/u);
  return second === undefined ? { type: undefined, operation: first } : { type: first, operation: second };
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
