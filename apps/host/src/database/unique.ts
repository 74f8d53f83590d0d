import type { PatchbayError } from '@patchbay/errors';
import { driverCodeOf } from './driver-code.js';

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
  return ['23505', 'SQLITE_CONSTRAINT_UNIQUE'].includes(driverCodeOf(error) ?? '');
}
