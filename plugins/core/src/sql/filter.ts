import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { type Dialect, quoteName } from './quote.js';

/** Text of a statement, or a value that is bound in its place. */
export type Part = string | { readonly value: JsonValue };

/** One condition `{ column, operator, value }`. Throws `parameter-invalid`. */
export function conditionParts(dialect: Dialect, condition: JsonObject): Part[] {
  const { column, value } = condition;
  // A lone `=` is a template without a text, so it arrives empty.
  const operator = condition.operator === '' ? '=' : (condition.operator ?? '=');
  if (typeof column !== 'string') throw wrong('filter', 'holds a condition without a column');
  const name = quoteName(dialect, column, 'filter');
  // The operator becomes text of the statement, so it is one of the table's and never what was given.
  const write =
    typeof operator === 'string' && Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!write) throw wrong('filter', `knows no operator ${JSON.stringify(operator)}`);
  return write(name, { dialect, column, value });
}

interface Given {
  dialect: Dialect;
  column: string;
  value: JsonValue | undefined;
}
type Write = (name: string, given: Given) => Part[];

const operators: Readonly<Record<string, Write>> = {
  equals: compare('='),
  notEquals: compare('<>'),
  gt: compare('>'),
  gte: compare('>='),
  lt: compare('<'),
  lte: compare('<='),
  '=': compare('='),
  '!=': compare('<>'),
  '<>': compare('<>'),
  '>': compare('>'),
  '>=': compare('>='),
  '<': compare('<'),
  '<=': compare('<='),
  in: oneOf('IN', '1 = 0'),
  notIn: oneOf('NOT IN', '1 = 1'),
  contains: like('LIKE', (text) => `%${text}%`),
  notContains: like('NOT LIKE', (text) => `%${text}%`),
  startsWith: like('LIKE', (text) => `${text}%`),
  endsWith: like('LIKE', (text) => `%${text}`),
  exists: (name) => [`${name} IS NOT NULL`],
  notExists: (name) => [`${name} IS NULL`],
};

function compare(sign: string): Write {
  return (name, given) => [`${name} ${sign} `, { value: scalar(given, given.value) }];
}

/** An empty list matches nothing, or everything when it excludes; no database takes `IN ()`. */
function oneOf(words: string, whenEmpty: string): Write {
  return (name, given) => {
    const { column, value } = given;
    if (!Array.isArray(value)) throw wrong('filter', `needs a list of values for "${column}"`);
    const list = value.flatMap((each, index): Part[] => [
      ...(index === 0 ? [] : [', ']),
      { value: scalar(given, each) },
    ]);
    return list.length === 0 ? [whenEmpty] : [`${name} ${words} (`, ...list, ')'];
  };
}

/** A percent sign in the text is a percent sign: else a search for "%" would give every row. */
function like(words: string, pattern: (text: string) => string): Write {
  return (name, given) => {
    const text = String(scalar(given, given.value));
    // BigQuery has no ESCAPE; its escape is always the backslash.
    const isFixed = given.dialect === 'bigquery';
    const escape = isFixed ? '\\' : '!';
    const special = isFixed ? /[%_\\]/gu : given.dialect === 'mssql' ? /[%_![]/gu : /[%_!]/gu;
    const value = pattern(text.replace(special, (sign) => escape + sign));
    return [`${name} ${words} `, { value }, isFixed ? '' : " ESCAPE '!'"];
  };
}

/** A value that an expression did not find must not turn "of this customer" into "of no customer". */
function scalar({ column }: Given, value: JsonValue | undefined): string | number | boolean {
  if (value === undefined || value === null)
    throw wrong('filter', `has no value for "${column}"; for rows without one use "notExists"`);
  if (typeof value === 'object')
    throw wrong('filter', `has a value for "${column}" that is a list or an object`);
  return value;
}
