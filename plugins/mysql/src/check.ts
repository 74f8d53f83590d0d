import { type CallOptions, isRowStatement, type SqlText } from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { withSession } from './session.js';
import { countPlaceholders } from './statement.js';

/** Has the server prepare a statement: names and rights are checked, and nothing is executed. False for other statements. */
export async function checkStatement(
  database: Database,
  statement: SqlText,
  { signal }: CallOptions,
): Promise<boolean> {
  if (!isRowStatement(statement)) return false;
  return withSession(database, signal, async ({ connection }) => {
    await countPlaceholders(connection, statement.strings.join('?'));
    return { result: true, discard: false };
  });
}
