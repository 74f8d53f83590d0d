import { useQueryClient } from '@tanstack/react-query';
import { api } from './client.js';
import { useLeave } from './use-leave.js';

/** Ends the session; what was not saved is asked about first. */
export function useLogOut(): () => Promise<void> {
  const queries = useQueryClient();
  const leave = useLeave();
  return async () => {
    if (!(await leave('/'))) return;
    await api.call('logout');
    await queries.resetQueries();
  };
}
