import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import type { UsersService } from './users.service.js';

/**
 * Makes the user that PATCHBAY_ADMIN_EMAIL and PATCHBAY_ADMIN_PASSWORD name, unless there is one.
 * @throws PatchbayError `config-invalid` when one variable is missing or the password is too weak
 */
export async function createFirstUser(
  users: UsersService,
  email: string | undefined,
  password: string | undefined,
): Promise<void> {
  if ((email === undefined && password === undefined) || !(await users.setupNeeded())) return;
  if (email === undefined || password === undefined) {
    throw new PatchbayError(
      'config-invalid',
      'PATCHBAY_ADMIN_EMAIL and PATCHBAY_ADMIN_PASSWORD go together: set both, or none.',
    );
  }
  try {
    await users.setUp({ email, password, name: email.split('@')[0] ?? email });
  } catch (cause) {
    if (!isPatchbayError(cause) || cause.code !== 'weak-password') throw cause;
    throw new PatchbayError('config-invalid', { detail: `PATCHBAY_ADMIN_PASSWORD: ${cause.message}`, cause });
  }
}
