import type { RunDetail, RunInput, StepRecord } from '@patchbay/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../api/client.js';
import { lastRunQuery, runQuery } from '../api/queries.js';
import { useEnvironment } from '../api/use-environment.js';
import { isOver } from '../runs/is-active.js';
import { useRunEvents } from '../runs/use-run-events.js';

/** The run that the canvas shows: live what is started here, else the one of the link, else the newest of the pattern. */
export function useLiveRun(patternId: string, linkedId: string | undefined) {
  const { environment } = useEnvironment();
  const last = useQuery(lastRunQuery(patternId));
  const [live, setLive] = useState<RunDetail>();
  const linked = useLinkedRun(linkedId).data;
  const shown = live ?? (linked?.patternId === patternId ? linked : last.data) ?? undefined;
  const cancel = useMutation({
    mutationFn: (id: string) => api.call('runCancel', { params: { id } }),
  });
  const start = useMutation({
    mutationFn: (part: RunInput) => {
      const body = { ...part, ...(environment === undefined ? {} : { environment }) };
      return api.call('patternRun', { params: { id: patternId }, body });
    },
    onMutate: () => cancel.reset(),
    onSuccess: (run: RunDetail) => setLive(run),
  });
  const isRunning = live !== undefined && !isOver(live.status);
  useRunEvents(isRunning ? live.id : undefined, (update) => setLive((before) => before && update(before)));
  const steps = useMemo(() => lastByNode(shown?.steps ?? []), [shown?.steps]);
  return {
    run: shown,
    steps,
    isRunning,
    start,
    /** Why it could not be started or canceled. */
    error: start.error ?? cancel.error,
    cancel: () => live && cancel.mutate(live.id),
  };
}

/** The run that the address names. */
export function useLinkedRun(id: string | undefined) {
  return useQuery({ ...runQuery(id ?? ''), enabled: id !== undefined });
}

/** A node in a loop executes several times; the canvas shows its last one. */
function lastByNode(steps: readonly StepRecord[]): ReadonlyMap<string, StepRecord> {
  const byNode = new Map<string, StepRecord>();
  for (const step of steps) {
    const known = byNode.get(step.nodeId);
    if (known === undefined || known.runIndex <= step.runIndex) byNode.set(step.nodeId, step);
  }
  return byNode;
}
