import { type InfiniteData, keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';

interface Part<T> {
  items: T[];
  nextCursor: string | null;
}

/** A list that is read a page at a time, as one list. */
export function usePages<T>(queryKey: QueryKey, read: (cursor: string | undefined) => Promise<Part<T>>) {
  const query = useInfiniteQuery<Part<T>, Error, InfiniteData<Part<T>>, QueryKey, string | null>({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam ?? undefined),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    // Another search or filter must not make the list blink.
    placeholderData: keepPreviousData,
  });
  return {
    rows: query.data?.pages.flatMap(({ items }) => items),
    error: query.error,
    onRetry: () => void query.refetch(),
    onMore: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    isReadingMore: query.isFetchingNextPage,
  };
}
