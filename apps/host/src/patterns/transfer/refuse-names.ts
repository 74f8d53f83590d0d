import { PatchbayError } from '@patchbay/errors';
import { callerMay, type Caller } from '../../http/caller.js';

/**
 * Files name connections. A viewer, who may know nothing of them, would read the names off an export, or try them
 * out by imports; so would whoever holds a token for patterns alone.
 * @throws PatchbayError `forbidden`
 */
export function refuseNames(caller: Caller): void {
  if (callerMay(caller, 'connector.read')) return;
  throw new PatchbayError(
    'forbidden',
    'The pattern uses connections, and naming them needs the permission connector.read.',
  );
}
