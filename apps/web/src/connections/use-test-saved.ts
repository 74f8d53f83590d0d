import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';

/** Tests a saved connection; the outcome is recorded, so list and history are read again. */
export function useTestSaved(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.call('connectionTest', { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
}
