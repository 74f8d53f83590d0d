import { type CallOptions, isRowStatement, type SqlText } from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { queryAll } from './query.js';
import { withSession } from './session.js';

/** Has the server plan a statement: names and rights are checked, and nothing is executed. False for other statements. */
export async function checkStatement(
  database: Database,
  statement: SqlText,
  { signal }: CallOptions,
): Promise<boolean> {
  if (!isRowStatement(statement)) return false;
  const [text = '', ...rest] = statement.strings;
  // Behind parentheses no ANALYZE may follow, which would execute.
  const plan = { ...statement, strings: [`EXPLAIN (COSTS OFF) ${text}`, ...rest] };
  return withSession(database, signal, async (client) => {
    // The planner may call functions. A login that is left within a transaction is not used again.
    await client.query('BEGIN READ ONLY');
    await queryAll(client, plan);
    await client.query('ROLLBACK');
    return true;
  });
}
