import { useInfiniteQuery } from '@tanstack/react-query';
import { runPagesQuery } from './run-pages.js';
import type { RunChoice } from './search.js';
import { useRunChanges } from './use-run-changes.js';

/** The runs that fit, a page at a time, as they are now. */
export function useRuns(choice: RunChoice) {
  useRunChanges();
  const query = useInfiniteQuery(runPagesQuery(choice));
  return { query, runs: query.data?.pages.flatMap(({ items }) => items) };
}
