import type { PatternDetail } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { patternQuery } from '../api/queries.js';

/** Whether the pattern is live at its webhook, and the switch for it. */
export function useActive(pattern: PatternDetail) {
  const queries = useQueryClient();
  const query = patternQuery(pattern.id);
  const { data = pattern } = useQuery({ ...query, enabled: false });
  const set = useMutation({
    mutationFn: (active: boolean) =>
      api.call('patternPatch', { params: { id: pattern.id }, body: { active } }),
    onSuccess: (detail) => {
      queries.setQueryData(query.queryKey, detail);
      return queries.invalidateQueries({ queryKey: ['patterns'], exact: true });
    },
  });
  return {
    hasTrigger: data.nodes.some(({ type }) => type === 'core.webhookTrigger'),
    isActive: data.active,
    set,
  };
}
