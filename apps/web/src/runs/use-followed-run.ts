import type { RunDetail, RunEvent } from '@patchbay/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { runQuery } from '../api/queries.js';
import { isOver } from './is-active.js';
import { eventsAddress } from './run-address.js';

/** A run with its steps, live by events until it is over. */
export function useFollowedRun(id: string) {
  const queries = useQueryClient();
  const run = useQuery(runQuery(id));
  const isGoing = run.data !== undefined && !isOver(run.data.status);
  useEffect(() => {
    if (!isGoing) return undefined;
    const { queryKey } = runQuery(id);
    const events = new EventSource(eventsAddress(id));
    const receive = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as RunEvent;
      queries.setQueryData(queryKey, (before) => before && applied(before, event));
      if (event.type === 'run' && isOver(event.run.status)) {
        events.close();
        void queries.invalidateQueries({ queryKey: ['runs'] });
      }
    };
    events.addEventListener('step', receive);
    events.addEventListener('run', receive);
    return () => events.close();
  }, [id, isGoing, queries]);
  return { ...run, isGoing };
}

function applied(run: RunDetail, event: RunEvent): RunDetail {
  if (event.type === 'run') return { ...event.run, steps: run.steps };
  const { step } = event;
  const others = run.steps.filter(
    ({ nodeId, runIndex }) => nodeId !== step.nodeId || runIndex !== step.runIndex,
  );
  return { ...run, steps: [...others, step] };
}
