import type { JsonObject, JsonValue, SqlText } from '@patchbay/plugin-sdk';
import { isObject, nameList, wrong } from '../values/lists.js';
import { type Combination, conditionsParts } from './conditions.js';
import { type Dialect, quoteName, quoteTable } from './quote.js';
import { statementOf } from './statement.js';

export interface Selection {
  schema?: string | undefined;
  table: string;
  columns: JsonValue;
  filter: JsonValue;
  combine?: Combination;
  /** Rows that are alike come once. */
  distinct?: boolean;
  orderBy: JsonValue;
  limit?: number | undefined;
}

/** The statement that reads what the parameters describe. Throws `parameter-invalid`. */
export function selectStatement(dialect: Dialect, selection: Selection): SqlText {
  const { schema, table, columns, filter, combine = 'and', distinct, orderBy, limit } = selection;
  const names = nameList(columns, 'columns').map((name) => quoteName(dialect, name, 'columns'));
  const { before, after } = limitTexts(dialect, limit);
  const conditions = conditionsParts(dialect, filter, combine);
  const order = orderTexts(dialect, orderBy);
  return statementOf([
    `SELECT ${distinct ? 'DISTINCT ' : ''}${before}${names.join(', ') || '*'} FROM ${quoteTable(dialect, schema, table)}`,
    ...(conditions.length > 0 ? [' WHERE ', ...conditions] : []),
    order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '',
    after,
  ]);
}

function limitTexts(dialect: Dialect, limit: number | undefined): { before: string; after: string } {
  if (limit === undefined) return { before: '', after: '' };
  // It becomes text, since not every database binds it; nothing but digits may.
  if (!Number.isSafeInteger(limit) || limit < 1) throw wrong('limit', 'must be a whole number of at least 1');
  if (dialect === 'mssql') return { before: `TOP (${limit}) `, after: '' };
  return { before: '', after: dialect === 'oracle' ? ` FETCH FIRST ${limit} ROWS ONLY` : ` LIMIT ${limit}` };
}

/** `[{ column, direction }]`, names, or one text such as `created desc, id`. */
function orderTexts(dialect: Dialect, orderBy: JsonValue): string[] {
  const given = typeof orderBy === 'string' ? nameList(orderBy, 'orderBy').map(parseOrder) : orderBy;
  if (given !== null && !Array.isArray(given)) throw wrong('orderBy', 'is not a list');
  return (given ?? []).map((entry) => {
    const order: JsonObject = isObject(entry) ? entry : { column: entry };
    if (typeof order.column !== 'string') throw wrong('orderBy', 'holds an entry without a column');
    return `${quoteName(dialect, order.column, 'orderBy')} ${directionOf(order.direction)}`;
  });
}

/** It becomes text of the statement: one of these two words and nothing else. */
function directionOf(given: JsonValue | undefined): 'ASC' | 'DESC' {
  const word = typeof given === 'string' ? given.toLowerCase() : (given ?? 'asc');
  if (word === 'asc') return 'ASC';
  if (word === 'desc') return 'DESC';
  throw wrong('orderBy', 'has a direction other than "asc" and "desc"');
}

function parseOrder(text: string): { column: string; direction: string } {
  const found = /^(?<column>.*\S)\s+(?<direction>asc|desc)$/iu.exec(text)?.groups;
  return { column: found?.column ?? text, direction: found?.direction ?? 'asc' };
}
