import type { RunDetail, RunEvent } from '@patchbay/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { isOver } from './is-active.js';
import { openEvents } from './open-events.js';
import { eventsAddress } from './run-address.js';

/** Follows a run till it is over; `change` is given what makes of the run as it was known the run as it is. */
export function useRunEvents(
  id: string | undefined,
  change: (update: (run: RunDetail) => RunDetail) => void,
): void {
  const queries = useQueryClient();
  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  });
  useEffect(() => {
    if (id === undefined) return undefined;
    const close = openEvents<RunEvent>({
      address: eventsAddress(id),
      types: ['step', 'run'],
      receive: (event) => {
        latest.current((run) => applied(run, event));
        if (event.type !== 'run' || !isOver(event.run.status)) return;
        close();
        void queries.invalidateQueries({ queryKey: ['runs'] });
        void queries.invalidateQueries({ queryKey: ['connections'] });
      },
      onRefused: () => void queries.invalidateQueries({ queryKey: ['session'] }),
    });
    return close;
  }, [id, queries]);
}

/** A step that is known stays at its place, so that no row jumps. */
function applied(run: RunDetail, event: RunEvent): RunDetail {
  if (event.type === 'run') return { ...event.run, steps: run.steps };
  const { step } = event;
  const at = run.steps.findIndex(
    ({ nodeId, runIndex }) => nodeId === step.nodeId && runIndex === step.runIndex,
  );
  return { ...run, steps: at === -1 ? [...run.steps, step] : run.steps.with(at, step) };
}
