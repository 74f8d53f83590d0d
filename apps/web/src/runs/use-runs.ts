import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { type RunChoice, runQueryOf } from './search.js';
import { isActive } from './use-followed-run.js';

const liveMs = 2_000;

/** The runs that fit, a page at a time; read again while one of them goes on. */
export function useRuns(choice: RunChoice) {
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
      state.data?.pages.some(({ items }) => items.some(({ status }) => isActive(status))) ? liveMs : false,
  });
  return { query, runs: query.data?.pages.flatMap(({ items }) => items) };
}
