import { PatchbayError } from '@patchbay/errors';
import { writeUnique } from '../database/unique.js';

/** @throws PatchbayError `connection-name-taken` when somebody else took a name meanwhile */
export function takenName<T>(write: () => Promise<T>): Promise<T> {
  return writeUnique(write, () => new PatchbayError('connection-name-taken'));
}
