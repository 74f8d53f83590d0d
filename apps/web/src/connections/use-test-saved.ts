import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { connectionQuery } from '../api/queries.js';
import { changeInLists } from './in-lists.js';

/** Tests a saved connection; the outcome is recorded, so its row and its history are read again. */
export function useTestSaved(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.call('connectionTest', { params: { id } }),
    onSettled: async () => {
      await queries.invalidateQueries({
        predicate: ({ queryKey: [area, kind] }) => area === 'connections' && kind !== 'list',
      });
      // Without it the row is read again with the list.
      await readRow(queries, id).catch(() => undefined);
    },
  });
}

/** One row instead of the whole list. */
async function readRow(queries: QueryClient, id: string): Promise<void> {
  const fresh = await api.call('connectionGet', { params: { id } });
  queries.setQueryData(connectionQuery(id).queryKey, fresh);
  changeInLists(queries, id, () => fresh);
}
