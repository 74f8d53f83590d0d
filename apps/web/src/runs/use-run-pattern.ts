import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { patternLists } from '../api/pattern-lists.js';
import { useEnvironment } from '../api/use-environment.js';

/** Runs a pattern to its end; what changes by it (runs, when connections were used) is read again. */
export function useRunPattern(id: string) {
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  return useMutation({
    mutationFn: () =>
      api.call('patternRun', {
        params: { id },
        body: { wait: true, ...(environment === undefined ? {} : { environment }) },
      }),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['runs'] }),
        queries.invalidateQueries({ queryKey: patternLists }),
        queries.invalidateQueries({ queryKey: ['connections'] }),
      ]),
  });
}
