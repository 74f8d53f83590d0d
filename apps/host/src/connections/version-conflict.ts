import { PatchbayError } from '@patchbay/errors';

export function versionConflict(): PatchbayError {
  return new PatchbayError('version-conflict', 'Read the connection again and repeat the change.');
}
