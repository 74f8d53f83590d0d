import { keepPreviousData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from './client.js';

/** Connectors change only when plugins do, so that the catalog is fetched once per visit. */
export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: () => api.call('connectorCatalog'),
  staleTime: 300_000,
});

export interface ConnectionFilter {
  q?: string;
  type?: string;
  category?: string;
  capability?: string;
  status?: string;
}

export const connectionListQuery = (filter: ConnectionFilter) =>
  infiniteQueryOptions({
    queryKey: ['connections', 'list', filter],
    queryFn: ({ pageParam }) =>
      api.call('connectionList', {
        query: { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'one', id],
    queryFn: () => api.call('connectionGet', { params: { id } }),
  });

export const connectionTestsQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'tests', id],
    queryFn: () => api.call('connectionTests', { params: { id }, query: { limit: 20 } }),
  });

export const patternListQuery = queryOptions({
  queryKey: ['patterns'],
  queryFn: () => api.call('patternList', { query: { limit: 200 } }),
});

export const runListQuery = queryOptions({
  queryKey: ['runs'],
  queryFn: () => api.call('runList', { query: { limit: 100 } }),
});

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ['runs', id], queryFn: () => api.call('runGet', { params: { id } }) });
