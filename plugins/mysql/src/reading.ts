import { PatchbayError } from '@patchbay/plugin-sdk';
import type { Connected } from './connect.js';
import { command } from './transaction.js';

export async function beginReading(connected: Connected): Promise<void> {
  await command(connected, 'START TRANSACTION READ ONLY');
}

export async function endReading(connected: Connected): Promise<void> {
  await command(connected, 'COMMIT');
}

/** In a transaction in which the server changes no table, those without transactions included. */
export async function reading<T extends { discard: boolean }>(
  connected: Connected,
  work: () => Promise<T>,
): Promise<T> {
  await beginReading(connected);
  try {
    const result = await work();
    // Rows that are still under way stand before everything else, and the connection is closed for them.
    if (!result.discard) await endReading(connected);
    return result;
  } catch (error) {
    await command(connected, 'ROLLBACK').catch(() => 0);
    throw refusalOf(error);
  }
}

/**
 * A transaction does not hold back what changes tables: MariaDB commits it and goes on without one. So such statements are
 * told by their first word. `/*!` and `/*M!` begin what only looks like a comment.
 * @throws PatchbayError `sql-refused`
 */
export function refuseOthers(sql: string): void {
  if (!readingVerb.test(sql)) throw refused();
}

const readingVerb =
  /^(?:[\s(]|--[^\n]*\n|#[^\n]*\n|\/\*(?!M?!)(?:[^*]|\*(?!\/))*\*\/)*(?:SELECT|WITH|VALUES|TABLE|SHOW|DESC|DESCRIBE|EXPLAIN)\b/iu;

/** `sql-refused` for what the server would have had to change something for; any other error as it is. */
export function refusalOf(error: unknown): unknown {
  if ((error as { errno?: unknown } | undefined)?.errno !== changesSomething) return error;
  return refused();
}

function refused(): PatchbayError {
  return new PatchbayError(
    'sql-refused',
    'The statement would change something, and this step only reads. Use the SQL Query node for it.',
  );
}

/** ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION. */
const changesSomething = 1792;
