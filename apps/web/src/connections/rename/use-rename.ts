import type { ConnectionSummary } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { connectionQuery } from '../../api/queries.js';
import { changeInLists } from '../in-lists.js';

/** By what people find a connection. */
export type Label = Pick<ConnectionSummary, 'name' | 'tags'>;

/** Shows new name and tags everywhere at once, and the old ones again when the server refuses. */
export function useRename(id: string) {
  const queries = useQueryClient();
  const show = (label: Label) => {
    queries.setQueryData(connectionQuery(id).queryKey, (one) => one && { ...one, ...label });
    changeInLists(queries, id, (row) => ({ ...row, ...label }));
  };
  return useMutation({
    mutationFn: ({ after }: { before: Label; after: Label }) =>
      api.call('connectionPatch', { params: { id }, body: after }),
    onMutate: async ({ after }) => {
      // An answer that is under way would show the old ones again.
      await queries.cancelQueries({ queryKey: ['connections'] });
      show(after);
    },
    onError: (_error, { before }) => show(before),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
}
