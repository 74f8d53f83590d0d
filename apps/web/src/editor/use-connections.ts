import type { ConnectionSummary } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { allConnectionsQuery } from '../api/queries.js';
import { useMay } from '../api/use-me.js';

/** The connections that the person sees, by id; read again when one comes back from making one. */
export function useConnections(): ReadonlyMap<string, ConnectionSummary> {
  const mayRead = useMay('connector.read');
  const { data } = useQuery({ ...allConnectionsQuery, enabled: mayRead, refetchOnWindowFocus: 'always' });
  return useMemo(() => new Map((data ?? []).map((connection) => [connection.id, connection])), [data]);
}
