import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.js';

export const secretListQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['secrets', 'list', q],
    queryFn: ({ pageParam }) =>
      api.call('secretList', {
        query: {
          limit: 100,
          ...(q === '' ? {} : { q }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const secretQuery = (name: string) =>
  queryOptions({
    queryKey: ['secrets', 'one', name],
    queryFn: () => api.call('secretGet', { params: { name } }),
  });
