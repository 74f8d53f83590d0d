import type { ConnectionBulk, ConnectionBulkItem } from '@patchbay/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';

interface Bulk {
  input: Omit<ConnectionBulk, 'dryRun'>;
  /** Whether all is chosen that the server has to know. */
  isComplete: boolean;
  onDone: () => void;
}

/** A look at what would be in the way, and the deed, which the server does to all of them or to none. */
export function useBulk({ input, isComplete, onDone }: Bulk) {
  const queries = useQueryClient();
  const look = useQuery({
    queryKey: ['connections', 'bulk', input],
    queryFn: () => api.call('connectionBulk', { body: { ...input, dryRun: true } }),
    enabled: isComplete,
    // Somebody may change one of them at any time.
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const change = useMutation({
    mutationFn: () => api.call('connectionBulk', { body: input }),
    onSuccess: () => {
      onDone();
      return queries.invalidateQueries({ queryKey: ['connections'] });
    },
    // Something has come in the way since the look.
    onError: () => look.refetch(),
  });
  const items: readonly ConnectionBulkItem[] = look.data?.items ?? [];
  const isClear = look.isSuccess && !look.isFetching && items.every(({ problem }) => problem === null);
  return {
    items,
    isLooking: isComplete && look.isPending,
    isClear,
    change,
    error: look.error ?? change.error,
  };
}
