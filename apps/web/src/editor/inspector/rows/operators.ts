import type { ConditionOperator, Field, JsonValue } from '@patchbay/fields';

/** The operators that the node offers; one that is none of them, such as `number.equals`, stays as it was written. */
export function operatorField(
  operators: readonly ConditionOperator[],
  operator: JsonValue | undefined,
): Field {
  const options = operators.map(({ value, name }) => ({ value, name }));
  const isKnown = typeof operator !== 'string' || operators.some(({ value }) => value === operator);
  return {
    kind: 'options',
    displayName: 'Operator',
    ...(options[0] === undefined ? {} : { default: options[0].value }),
    options: isKnown ? options : [...options, { value: operator, name: operator }],
  };
}

/** Whether the operator compares with a second value. */
export function needsRight(
  operators: readonly ConditionOperator[],
  operator: JsonValue | undefined,
): boolean {
  const name = typeof operator === 'string' ? operator.split(/[.:]/).at(-1) : undefined;
  return operators.find(({ value }) => value === name)?.alone !== true;
}
