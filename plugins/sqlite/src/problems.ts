import { isPatchbayError, PatchbayError } from '@patchbay/plugin-sdk';

/** Why the caller's signal was aborted; a PatchbayError when the runtime did it. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new PatchbayError('run-canceled');
}

/** SQLite's message with its name for the problem; a file that cannot be used counts as unreachable. */
export function problemOf(error: unknown): PatchbayError {
  if (isPatchbayError(error)) return error;
  const { message = 'The statement failed', code = '' } =
    error instanceof Error ? (error as Error & { code?: unknown }) : {};
  const name = typeof code === 'string' ? code : '';
  if (name.startsWith('SQLITE_NOTADB')) {
    return new PatchbayError('connect-protocol', 'The file is not a SQLite database, or it is encrypted.');
  }
  if (name.startsWith('SQLITE_CANTOPEN') || /unable to open/iu.test(message)) {
    return new PatchbayError(
      'connect-unreachable',
      'The file cannot be opened. Check that it and its directory are accessible.',
    );
  }
  // Its words quote the file: names and pieces of its declarations, which whoever made it has chosen.
  if (name.startsWith('SQLITE_CORRUPT')) {
    return new PatchbayError('sql-failed', `The file is damaged, or made to look so. (${name})`);
  }
  if (name.startsWith('SQLITE_NOMEM')) {
    return new PatchbayError(
      'sql-failed',
      'The statement needs more memory than it may use. Read fewer rows or columns. (SQLITE_NOMEM)',
    );
  }
  if (name.startsWith('SQLITE_BUSY')) {
    return new PatchbayError(
      'sql-failed',
      'The database is locked by another program; waited 5 s. (SQLITE_BUSY)',
    );
  }
  return new PatchbayError('sql-failed', name ? `${message} (${name})` : message);
}
