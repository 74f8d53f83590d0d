import type { AuditRecord } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { allPatternsQuery } from '../../api/pattern-lists.js';
import { allConnectionsQuery } from '../../api/queries.js';
import { useMay } from '../../api/use-me.js';

/** Names what a record is about: as the record has it, else as it is called now. */
export function useSubjectNames(): (record: AuditRecord) => string | undefined {
  const connections = useQuery({ ...allConnectionsQuery, enabled: useMay('connector.read') });
  const patterns = useQuery({ ...allPatternsQuery, enabled: useMay('pattern.read') });
  const users = useQuery({
    queryKey: ['users', 'names'],
    queryFn: async () => (await api.call('userList', { query: { limit: 200 } })).items,
    enabled: useMay('instance'),
    staleTime: 60_000,
  });
  const named = [...(connections.data ?? []), ...(patterns.data ?? []), ...(users.data ?? [])];
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return ({ subjectId, details: { name } }) => {
    if (typeof name === 'string') return name;
    return subjectId === null ? undefined : names.get(subjectId);
  };
}
