import { PatchbayError } from '@patchbay/errors';

/** Two requests may take one name at once; the loser is stopped by the unique index. */
export async function takenName<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new PatchbayError('connection-name-taken');
    throw error;
  }
}

/** Whether a unique index stopped the write. */
export function isUniqueViolation(error: unknown): boolean {
  const { code } = ((error as { driverError?: unknown } | null)?.driverError ?? {}) as { code?: unknown };
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}
