import { headerProblems } from './check-headers.js';
import { jsonProblem } from './check-json.js';
import { textProblems } from './check-text.js';
import type { Field, MultilineField, NumberField, OptionsField, PortField } from './field.js';
import { isObject } from './json.js';
import type { FieldProblem } from '@patchbay/errors';

/** Checks a value that is present against a field that holds no further fields. */
export function valueProblems(
  field: Field,
  value: unknown,
  pointer: string,
  isExpression: (value: unknown) => boolean = () => false,
): FieldProblem[] {
  if (field.kind === 'headers') return headerProblems(value, pointer, isExpression);
  return details(field, value).map((detail) => ({ pointer, detail }));
}

function details(field: Field, value: unknown): string[] {
  switch (field.kind) {
    case 'number':
    case 'port':
      return numberProblems(field, value);
    case 'boolean':
      return booleanProblems(value);
    case 'options':
      return optionProblems(field, value);
    case 'json':
      return one(jsonProblem(value));
    case 'notice':
      return ['takes no value'];
    case 'hidden':
      if (typeof value === 'number' || typeof value === 'boolean') return [];
      break;
    case 'multiline':
      if (isObject(value)) return sqlProblems(field, value);
      break;
    default:
  }
  return typeof value === 'string' ? textProblems(field, value) : ['must be text'];
}

function numberProblems(field: NumberField | PortField, value: unknown): string[] {
  const { min, max, integer } = field.kind === 'port' ? { min: 1, max: 65_535, integer: true } : field;
  if (isNumeric(value)) {
    return ['must be a number, but is a number in quotes; send it without the quotes'];
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return ['must be a number'];
  if (integer === true && !Number.isSafeInteger(value)) return ['must be a whole number'];
  if (min !== undefined && value < min) return [`must be at least ${String(min)}`];
  return max !== undefined && value > max ? [`must be at most ${String(max)}`] : [];
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function booleanProblems(value: unknown): string[] {
  if (typeof value === 'boolean') return [];
  return [
    value === 'true' || value === 'false'
      ? 'must be true or false, but is a word in quotes; send it without the quotes'
      : 'must be true or false',
  ];
}

function optionProblems({ options }: OptionsField, value: unknown): string[] {
  if (options.length === 0) {
    return ['string', 'number', 'boolean'].includes(typeof value)
      ? []
      : ['must be a text, a number or true or false'];
  }
  if (options.some((option) => option.value === value)) return [];
  return [`must be one of ${options.map((option) => JSON.stringify(option.value)).join(', ')}`];
}

/** A statement whose expressions have become bound parameters. */
function sqlProblems(field: MultilineField, { strings, values }: Record<string, unknown>): string[] {
  const isStatement =
    field.language === 'sql' &&
    Array.isArray(strings) &&
    Array.isArray(values) &&
    strings.length === values.length + 1 &&
    strings.every((text) => typeof text === 'string');
  return isStatement ? one(jsonProblem(values)) : ['must be text'];
}

function one(problem: string | undefined): string[] {
  return problem === undefined ? [] : [problem];
}
