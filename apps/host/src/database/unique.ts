import type { PatchbayError } from '@patchbay/errors';

/**
 * Two requests may take one name at once, however it was looked up before; the unique index stops the later one, which gets the refusal.
 */
export async function writeUnique<T>(write: () => Promise<T>, refusal: () => PatchbayError): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw refusal();
    throw error;
  }
}

/** Whether a unique index stopped the write. */
export function isUniqueViolation(error: unknown): boolean {
  const { code } = ((error as { driverError?: unknown } | null)?.driverError ?? {}) as { code?: unknown };
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}
