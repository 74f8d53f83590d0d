import type { JsonDrawing, JsonObject, JsonRules, JsonValue } from '@patchbay/fields';
import { isObject } from '../../fields/values.js';

/** The rows of a value, or undefined when somebody wrote it in another form, which stays JSON. */
export function rowsIn(value: JsonValue | undefined, members: readonly string[]): JsonObject[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  return value.every((row) => Object.keys(row).every((key) => members.includes(key))) ? value : undefined;
}

/** The rules of a value, or undefined as above. */
export function rulesIn({ outputName }: JsonRules, value: JsonValue | undefined): JsonObject[] | undefined {
  return rowsIn(value, ['conditions', ...(outputName === undefined ? [] : [outputName])]);
}

export interface Conditions {
  combinator: 'and' | 'or';
  rows: JsonObject[];
}

const ofCondition = ['left', 'operator', 'right'];

/** A flat group of conditions; groups within groups and n8n's form stay JSON. */
export function conditionsIn(value: JsonValue | undefined): Conditions | undefined {
  const group = isObject(value) ? value : { conditions: value ?? [] };
  const { combinator = 'and' } = group;
  const rows = rowsIn(group['conditions'], ofCondition);
  if (rows === undefined || (combinator !== 'and' && combinator !== 'or')) return undefined;
  const isPlain = rows.every(({ operator = '' }) => typeof operator === 'string');
  const others = Object.keys(group).filter((key) => key !== 'combinator' && key !== 'conditions');
  return isPlain && others.length === 0 ? { combinator, rows } : undefined;
}

/** Whether the rows of this shape can show the value without losing anything. */
export function canShow(shape: JsonDrawing, value: JsonValue | undefined): boolean {
  switch (shape.kind) {
    case 'rows':
      return rowsIn(value, Object.keys(shape.cells)) !== undefined;
    case 'conditions':
      return conditionsIn(value) !== undefined;
    case 'rules':
      return (rulesIn(shape, value) ?? [undefined]).every(
        (rule) => rule !== undefined && conditionsIn(rule['conditions']) !== undefined,
      );
  }
}
