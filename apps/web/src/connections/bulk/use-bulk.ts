import type { ConnectionBulk, ConnectionBulkItem, ConnectionSummary } from '@patchbay/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';

export interface BulkProps {
  connections: readonly ConnectionSummary[];
  onClose: () => void;
  onDone: () => void;
}

export type Bulk = ReturnType<typeof useBulk>;

/**
 * A look at what would be in the way, and the deed, which the server does to all of them or to none.
 * @param isComplete whether all is chosen that the server has to know
 */
export function useBulk(
  { connections, onClose, onDone }: BulkProps,
  deed: Pick<ConnectionBulk, 'action' | 'to' | 'toProject'>,
  isComplete = true,
) {
  const queries = useQueryClient();
  const [detach, setDetach] = useState(false);
  // What the list shows may change while the question stands.
  const [ids] = useState(() => connections.map(({ id }) => id));
  const input = { ids, ...deed, ...(detach && { detach }) };
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
      onClose();
      return queries.invalidateQueries({ queryKey: ['connections'] });
    },
    // Something has come in the way since the look.
    onError: () => look.refetch(),
  });
  const items: readonly ConnectionBulkItem[] = look.data?.items ?? [];
  const isClear = look.isSuccess && !look.isFetching && items.every(({ problem }) => problem === null);
  return {
    ...{ ids, items, detach, setDetach, change, isComplete },
    isLooking: isComplete && look.isPending,
    isClear: isComplete && isClear,
    error: look.error ?? change.error,
    /** Absent where the deed itself failed, which has its button. */
    lookAgain: look.isError ? () => void look.refetch() : undefined,
  };
}
