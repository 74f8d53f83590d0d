import type { ConnectionPage } from '@patchbay/contracts';
import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { connectionQuery } from '../api/queries.js';

/** Tests a saved connection; the outcome is recorded, so its row and its history are read again. */
export function useTestSaved(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.call('connectionTest', { params: { id } }),
    onSettled: async () => {
      await queries.invalidateQueries({
        predicate: ({ queryKey: [area, kind] }) => area === 'connections' && kind !== 'list',
      });
      await readRow(queries, id);
    },
  });
}

/** One row instead of the list, which may have been scrolled through thousands. */
async function readRow(queries: QueryClient, id: string): Promise<void> {
  const fresh = await api.call('connectionGet', { params: { id } });
  queries.setQueryData(connectionQuery(id).queryKey, fresh);
  queries.setQueriesData<InfiniteData<ConnectionPage>>({ queryKey: ['connections', 'list'] }, (list) => {
    if (list === undefined) return undefined;
    const pages = list.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === id ? fresh : item)),
    }));
    return { ...list, pages };
  });
}
