import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { type RunChoice, runQueryOf } from './search.js';
import { isActive } from './use-followed-run.js';
import { useRunChanges } from './use-run-changes.js';

/** Events tell what this host runs; what other hosts of the same database run is looked for while it goes on. */
const elsewhereMs = 15_000;

/** The runs that fit, a page at a time, as they are now. */
export function useRuns(choice: RunChoice) {
  useRunChanges();
  const query = useInfiniteQuery({
    queryKey: ['runs', 'list', choice],
    queryFn: ({ pageParam }) =>
      api.call('runList', {
        query: { ...runQueryOf(choice), limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => isActive(status)))
        ? elsewhereMs
        : false,
  });
  return { query, runs: query.data?.pages.flatMap(({ items }) => items) };
}
