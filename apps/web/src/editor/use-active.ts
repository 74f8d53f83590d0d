import type { PatternDetail } from '@patchbay/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { patternLists } from '../api/pattern-lists.js';
import { patternQuery } from '../api/queries.js';
import { useOptimistic } from '../api/use-optimistic.js';

/** Whether the pattern is live at its webhook, and the switch for it. */
export function useActive(pattern: PatternDetail, onChanged: (detail: PatternDetail) => void) {
  const queries = useQueryClient();
  const query = patternQuery(pattern.id);
  const { data = pattern } = useQuery({ ...query, enabled: false });
  const set = useOptimistic({
    queryKey: query.queryKey,
    shown: (before: PatternDetail, active: boolean) => ({ ...before, active }),
    send: (active) => api.call('patternPatch', { params: { id: pattern.id }, body: { active } }),
    onSettled: (detail) => {
      if (detail) {
        queries.setQueryData(query.queryKey, detail);
        onChanged(detail);
      }
      return queries.invalidateQueries({ queryKey: patternLists });
    },
  });
  return {
    hasTrigger: data.nodes.some(({ type }) => type === 'core.webhookTrigger'),
    isActive: data.active,
    set,
  };
}
