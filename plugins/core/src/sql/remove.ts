import type { JsonValue, SqlText } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { type Combination, conditionsParts } from './conditions.js';
import type { Part } from './filter.js';
import { type Dialect, quoteName, quoteTable } from './quote.js';
import { statementOf } from './statement.js';

export interface Deletion {
  schema?: string | undefined;
  table: string;
  filter: JsonValue;
  combine: Combination;
}

/** PostgreSQL takes 65,535 in one statement, SQLite 32,766. */
const mostValues = 32_000;

/**
 * One statement that deletes what any of these describe, so that all of it is deleted or nothing. `returning`: columns
 * of what was deleted, or `*`. Throws `parameter-invalid`, above all where a condition is missing.
 */
export function deleteStatement(
  dialect: Dialect,
  deletions: readonly Deletion[],
  returning: readonly string[],
): SqlText {
  const { schema, table } = deletions[0] ?? { table: '' };
  if (deletions.some((each) => each.table !== table || each.schema !== schema))
    throw wrong('table', 'must be the same for all items, which are deleted by one statement');
  const groups = deletions.map(({ filter, combine }) => conditionsParts(dialect, filter, combine));
  // An expression that finds nothing must not delete everything.
  if (groups.some((parts) => parts.length === 0))
    throw wrong('filter', 'is empty, which would delete every row; choose "Remove all rows" for that');
  const distinct = new Map(groups.map((parts) => [JSON.stringify(parts), parts]));
  const conditions = [...distinct.values()].flatMap((parts, index): Part[] => [
    index === 0 ? ' WHERE (' : ' OR (',
    ...parts,
    ')',
  ]);
  const statement = statementOf([
    `DELETE FROM ${quoteTable(dialect, schema, table)}`,
    ...conditions,
    returningText(dialect, returning),
  ]);
  if (statement.values.length > mostValues)
    throw wrong(
      'filter',
      `has more than ${mostValues} values for all items together; use smaller batches, by a Loop`,
    );
  return statement;
}

function returningText(dialect: Dialect, names: readonly string[]): string {
  if (names.length === 0) return '';
  return ` RETURNING ${names.map((name) => (name === '*' ? name : quoteName(dialect, name, 'returnColumns'))).join(', ')}`;
}

export interface Removal {
  operation: 'truncate' | 'drop';
  schema?: string | undefined;
  table: string;
  restartSequences: boolean;
  cascade: boolean;
}

/** Takes all rows out of a table, or the table away. Throws `parameter-invalid` for what a database does not have. */
export function removeStatement(dialect: Dialect, removal: Removal): SqlText {
  const { operation, schema, table, restartSequences, cascade } = removal;
  const name = quoteTable(dialect, schema, table);
  const restarts = operation === 'truncate' && restartSequences;
  if (dialect !== 'postgresql' && (restarts || cascade))
    throw wrong(restarts ? 'restartSequences' : 'cascade', 'is on, which only PostgreSQL has');
  const end = `${restarts ? ' RESTART IDENTITY' : ''}${cascade ? ' CASCADE' : ''}`;
  if (operation === 'drop') return statementOf([`DROP TABLE ${name}${end}`]);
  // SQLite has no other word for it; BigQuery wants a condition nowhere else.
  return statementOf([dialect === 'sqlite' ? `DELETE FROM ${name}` : `TRUNCATE TABLE ${name}${end}`]);
}
