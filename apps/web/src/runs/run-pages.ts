import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { isActive } from './is-active.js';
import { type RunChoice, runQueryOf } from './search.js';

/** Events tell what this host runs; what other hosts of the same database run is looked for while it goes on. */
const elsewhereMs = 15_000;

/** The runs that fit, a page at a time. */
export const runPagesQuery = (choice: RunChoice) =>
  infiniteQueryOptions({
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
