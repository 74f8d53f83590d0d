import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client.js';
import { readAll } from './read-all.js';

/** What every list of patterns is kept under: read again when one of them is made, changed, run or deleted. */
export const patternLists = ['patterns', 'lists'] as const;

/** A page at a time, with the last run of each; `q` are words that they hold. */
export const patternPagesQuery = (q = '') =>
  infiniteQueryOptions({
    queryKey: [...patternLists, 'pages', q],
    queryFn: ({ pageParam }) =>
      api.call('patternList', {
        query: { limit: 50, ...(q !== '' && { q }), ...(pageParam !== null && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** The newest that hold these words. */
export const foundPatternsQuery = (q: string, limit = 20) =>
  queryOptions({
    queryKey: [...patternLists, 'found', q, limit],
    queryFn: async () => (await api.call('patternList', { query: { limit, ...(q !== '' && { q }) } })).items,
    placeholderData: keepPreviousData,
  });

/** All of them, for choosing one or for naming it. */
export const allPatternsQuery = queryOptions({
  queryKey: [...patternLists, 'all'],
  queryFn: () => readAll((query) => api.call('patternList', { query })),
});
