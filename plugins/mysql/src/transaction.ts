import type { ResultSetHeader } from 'mysql2';
import { PatchbayError } from '@patchbay/plugin-sdk';
import type { Connected } from './connect.js';
import { statementProblem } from './problems.js';

export async function transaction<T>(connected: Connected, work: () => Promise<T>): Promise<T> {
  await command(connected, 'START TRANSACTION');
  try {
    const result = await work();
    await command(connected, 'COMMIT');
    return result;
  } catch (error) {
    // If this fails too, the connection is broken and the server rolls back by itself.
    const warnings = await command(connected, 'ROLLBACK').catch(() => 0);
    throw warnings > 0 ? keptRows(error) : error;
  }
}

/** The server warns after a rollback when a table was changed whose engine has no transactions, such as MyISAM. */
function keptRows(error: unknown): PatchbayError {
  const { code, message } = statementProblem(error);
  const why = 'its storage engine has no transactions';
  return new PatchbayError(code, `${message} Rows that were written before stay in the table: ${why}.`);
}

/** Executes a statement of our own that has neither values nor rows; resolves to the number of the server's warnings. */
export function command({ connection }: Connected, sql: string): Promise<number> {
  return new Promise((resolve, reject) => {
    connection.query<ResultSetHeader>(sql, (error, result) => {
      if (error) reject(error);
      else resolve(result.warningStatus);
    });
  });
}
