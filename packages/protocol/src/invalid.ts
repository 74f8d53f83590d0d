import { PatchbayError } from '@patchbay/errors';

/** A message that is refused. `why` is our own sentence: contents may hold secrets and are never quoted. */
export function invalid(why: string): PatchbayError {
  return new PatchbayError('message-invalid', why);
}
