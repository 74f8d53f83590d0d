import type { Field, JsonValue } from '@patchbay/fields';

const names: readonly (readonly [string, string])[] = [
  ['equals', 'is'],
  ['notEquals', 'is not'],
  ['gt', 'is greater than'],
  ['gte', 'is at least'],
  ['lt', 'is less than'],
  ['lte', 'is at most'],
  ['contains', 'contains'],
  ['notContains', 'does not contain'],
  ['startsWith', 'starts with'],
  ['notStartsWith', 'does not start with'],
  ['endsWith', 'ends with'],
  ['notEndsWith', 'does not end with'],
  ['regex', 'matches the pattern'],
  ['after', 'is after'],
  ['before', 'is before'],
  ['true', 'is true'],
  ['false', 'is false'],
  ['exists', 'exists'],
  ['notExists', 'does not exist'],
  ['empty', 'is empty'],
  ['notEmpty', 'is not empty'],
  ['lengthEquals', 'has the length'],
  ['lengthGt', 'is longer than'],
  ['lengthLt', 'is shorter than'],
];
const alone = ['true', 'false', 'exists', 'notExists', 'empty', 'notEmpty'];

/** The operators in words; one that is none of them, such as `number.equals`, stays as it was written. */
export function operatorField(operator: JsonValue | undefined): Field {
  const options = names.map(([value, name]) => ({ value, name }));
  const isKnown = typeof operator !== 'string' || names.some(([value]) => value === operator);
  return {
    kind: 'options',
    displayName: 'Operator',
    default: 'equals',
    options: isKnown ? options : [...options, { value: operator, name: operator }],
  };
}

/** Whether the operator compares with a second value. */
export function needsRight(operator: JsonValue | undefined): boolean {
  const name = typeof operator === 'string' ? operator.split(/[.:]/).at(-1) : undefined;
  return name === undefined || !alone.includes(name);
}
