import { isPatchbayError } from '@patchbay/errors';
import { useQueryClient } from '@tanstack/react-query';
import { api } from './client.js';
import { useLeave } from './use-leave.js';

/** Ends the session; what was not saved is asked about first. */
export function useLogOut(): () => Promise<void> {
  const queries = useQueryClient();
  const leave = useLeave();
  return async () => {
    if (!(await leave('/'))) return;
    await api.call('logout').catch(unlessOut);
    await queries.resetQueries();
  };
}

/** Who is out already is where they wanted to be. */
function unlessOut(error: unknown): void {
  if (!isPatchbayError(error) || error.code !== 'unauthenticated') throw error;
}
