import type { ConnectionSummary } from '@patchbay/contracts';
import { keepPreviousData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from './client.js';
import { readAll } from './read-all.js';

/** Connectors change only when plugins do, so that the catalog is fetched once per visit. */
export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: () => api.call('connectorCatalog'),
  staleTime: 300_000,
});

export const pluginListQuery = queryOptions({
  queryKey: ['plugins'],
  queryFn: () => api.call('pluginList'),
  staleTime: 300_000,
});

export interface ConnectionFilter {
  q?: string;
  type?: string;
  category?: string;
  capability?: string;
  status?: string;
  owner?: string;
  scope?: ConnectionSummary['scope'];
  tag?: string;
  /** `name:value`, both whole. */
  metadata?: string;
}

/** By which owners, tags and metadata the list can be narrowed. */
export const connectionFacetsQuery = queryOptions({
  queryKey: ['connections', 'facets'],
  queryFn: () => api.call('connectionFacets'),
});

export const connectionListQuery = (filter: ConnectionFilter) =>
  infiniteQueryOptions({
    queryKey: ['connections', 'list', filter],
    queryFn: ({ pageParam }) =>
      api.call('connectionList', {
        query: { ...filter, limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // A list that was scrolled far is not read whole again each time the window gets the focus.
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) < 5,
  });

/** All of them, for choosing one. */
export const allConnectionsQuery = queryOptions({
  queryKey: ['connections', 'all'],
  queryFn: () => readAll((query) => api.call('connectionList', { query })),
});

/** The newest that hold these words in what they are called, described as or lead to. */
export const foundConnectionsQuery = (q: string) =>
  queryOptions({
    queryKey: ['connections', 'found', q],
    queryFn: async () =>
      (await api.call('connectionList', { query: { limit: 20, ...(q !== '' && { q }) } })).items,
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

export const nodeCatalogQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: () => api.call('nodeCatalog'),
  staleTime: 300_000,
});

export const patternQuery = (id: string) =>
  queryOptions({
    queryKey: ['patterns', 'one', id],
    queryFn: () => api.call('patternGet', { params: { id } }),
  });

/** The newest run of a pattern with its steps, or null before the first. */
export const lastRunQuery = (patternId: string) =>
  queryOptions({
    queryKey: ['runs', 'last', patternId],
    queryFn: async () => {
      const { items } = await api.call('runList', { query: { patternId, limit: 1 } });
      const newest = items[0];
      return newest === undefined ? null : api.call('runGet', { params: { id: newest.id } });
    },
  });

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ['runs', id], queryFn: () => api.call('runGet', { params: { id } }) });

/** The projects that the person is a member of. */
export const projectListQuery = queryOptions({
  queryKey: ['projects', 'own'],
  queryFn: async () => {
    const { items } = await api.call('projectList', { query: { limit: 200 } });
    return items.filter(({ role }) => role !== null);
  },
  staleTime: 60_000,
});

export const environmentListQuery = queryOptions({
  queryKey: ['environments'],
  // The newest comes first from the server; people know them from the first step to the last.
  queryFn: async () =>
    (await api.call('environmentList', { query: { limit: 200 } })).items.toSorted(
      (one, other) =>
        Number(other.isDefault) - Number(one.isDefault) || one.createdAt.localeCompare(other.createdAt),
    ),
  staleTime: 60_000,
});

/** Whose values expressions may ask for. */
export const secretNamesQuery = queryOptions({
  queryKey: ['secrets', 'names'],
  queryFn: async () => (await readAll((query) => api.call('secretList', { query }))).map(({ name }) => name),
  staleTime: 60_000,
});
