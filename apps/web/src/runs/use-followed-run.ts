import { useQuery, useQueryClient } from '@tanstack/react-query';
import { runQuery } from '../api/queries.js';
import { isOver } from './is-active.js';
import { useRunEvents } from './use-run-events.js';

/** A run with its steps, live by events until it is over. */
export function useFollowedRun(id: string) {
  const queries = useQueryClient();
  const run = useQuery(runQuery(id));
  const isGoing = run.data !== undefined && !isOver(run.data.status);
  useRunEvents(isGoing ? id : undefined, (update) =>
    queries.setQueryData(runQuery(id).queryKey, (before) => before && update(before)),
  );
  return { ...run, isGoing };
}
