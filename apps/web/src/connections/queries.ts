import { isPatchbayError } from '@patchbay/errors';
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { useMe } from '../api/use-me.js';

export const usageQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'usage', id],
    queryFn: () => api.call('connectionUsage', { params: { id } }),
  });

export const secretHistoryQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['connections', 'secret-history', id],
    queryFn: ({ pageParam }) =>
      api.call('connectionSecretHistory', { params: { id }, query: { limit: 50, ...from(pageParam) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const auditQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['connections', 'audit', id],
    queryFn: ({ pageParam }) =>
      api.call('auditList', {
        query: { subjectType: 'connection', subjectId: id, limit: 50, ...from(pageParam) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const sharesQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'shares', id],
    queryFn: () => api.call('shareList', { params: { id } }),
  });

/** Who belongs to the project that the page shows; nobody for somebody without one. */
export function useMembers() {
  const projectId = useMe().project?.id;
  return useQuery({
    queryKey: ['members', projectId],
    queryFn: () => api.call('memberList', { params: { id: projectId ?? '' }, query: { limit: 200 } }),
    enabled: projectId !== undefined,
    select: ({ items }) => items,
    staleTime: 60_000,
  });
}

export function isProblem(error: unknown, code: string): boolean {
  return isPatchbayError(error) && error.code === code;
}

function from(cursor: string | null): { cursor?: string } {
  return cursor === null ? {} : { cursor };
}
