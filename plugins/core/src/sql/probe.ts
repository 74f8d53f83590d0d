import type { SqlCapability, SqlText } from '@patchbay/plugin-sdk';

/** Has the database look at what a step would execute; a sentence where it cannot tell. Rejects as `query` does. */
export async function probeStatement(
  sql: SqlCapability,
  statement: SqlText,
  signal: AbortSignal,
): Promise<string | undefined> {
  if ((await sql.check?.(statement, { signal })) === true) return undefined;
  return 'Whether the database takes this statement cannot be known without executing it.';
}
