import type { JsonValue } from '@patchbay/plugin-sdk';
import { nameList, wrong } from '../values/lists.js';
import type { Dialect } from './quote.js';

const able: readonly Dialect[] = ['postgresql', 'sqlite'];

/**
 * The columns that a write is to give back. Throws `parameter-invalid` where the database cannot: once it has written,
 * it would be too late to say so.
 */
export function giveBack(
  dialect: Dialect,
  { operation, returnColumns }: { operation: string; returnColumns: JsonValue },
): string[] {
  if (operation === 'truncate' || operation === 'drop') return [];
  const names = nameList(returnColumns, 'returnColumns');
  if (names.length > 0 && !able.includes(dialect))
    throw wrong(
      'returnColumns',
      'names columns, but this database does not give back what it writes; leave it empty',
    );
  return names;
}

/** Of a parameter as it is saved; an expression could turn out to be anything. */
export function isEmptyList(given: unknown): boolean {
  if (Array.isArray(given)) return given.length === 0;
  return given === undefined || given === null || given === '';
}
