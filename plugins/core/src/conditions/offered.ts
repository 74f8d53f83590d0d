import type { ConditionOperator } from '@patchbay/plugin-sdk';

/** The operators that forms offer, in words; a pattern may name further ones, such as `number.equals`. */
export const offered: readonly ConditionOperator[] = [
  { value: 'equals', name: 'is' },
  { value: 'notEquals', name: 'is not' },
  { value: 'gt', name: 'is greater than' },
  { value: 'gte', name: 'is at least' },
  { value: 'lt', name: 'is less than' },
  { value: 'lte', name: 'is at most' },
  { value: 'contains', name: 'contains' },
  { value: 'notContains', name: 'does not contain' },
  { value: 'startsWith', name: 'starts with' },
  { value: 'notStartsWith', name: 'does not start with' },
  { value: 'endsWith', name: 'ends with' },
  { value: 'notEndsWith', name: 'does not end with' },
  { value: 'regex', name: 'matches the pattern' },
  { value: 'after', name: 'is after' },
  { value: 'before', name: 'is before' },
  { value: 'true', name: 'is true', alone: true },
  { value: 'false', name: 'is false', alone: true },
  { value: 'exists', name: 'exists', alone: true },
  { value: 'notExists', name: 'does not exist', alone: true },
  { value: 'empty', name: 'is empty', alone: true },
  { value: 'notEmpty', name: 'is not empty', alone: true },
  { value: 'lengthEquals', name: 'has the length' },
  { value: 'lengthGt', name: 'is longer than' },
  { value: 'lengthLt', name: 'is shorter than' },
];
