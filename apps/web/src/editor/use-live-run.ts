import type { RunDetail, RunEvent, RunInput, RunSummary, StepRecord } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.js';
import { lastRunQuery } from '../api/queries.js';
import { useEnvironment } from '../api/use-environment.js';
import { isOver } from '../runs/is-active.js';
import { eventsAddress } from '../runs/run-address.js';

interface Shown {
  run: RunSummary;
  steps: readonly StepRecord[];
}

/** The run that the canvas shows: the newest of the pattern, and live what is started here. */
export function useLiveRun(patternId: string) {
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  const last = useQuery(lastRunQuery(patternId));
  const [live, setLive] = useState<Shown>();
  const shown: Shown | undefined =
    live ?? (last.data ? { run: last.data, steps: last.data.steps } : undefined);
  const start = useMutation({
    mutationFn: (part: RunInput) => {
      const body = { ...part, ...(environment === undefined ? {} : { environment }) };
      return api.call('patternRun', { params: { id: patternId }, body });
    },
    onSuccess: (run: RunDetail) => setLive({ run, steps: run.steps }),
  });
  const cancel = useMutation({
    mutationFn: (id: string) => api.call('runCancel', { params: { id } }),
  });
  const followed = live && isOver(live.run.status) ? undefined : live?.run.id;
  useEffect(() => {
    if (followed === undefined) return;
    const events = new EventSource(eventsAddress(followed));
    const receive = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as RunEvent;
      setLive((before) => before && applied(before, event));
      if (event.type === 'run' && isOver(event.run.status)) {
        events.close();
        void queries.invalidateQueries({ queryKey: ['runs'] });
        void queries.invalidateQueries({ queryKey: ['connections'] });
      }
    };
    events.addEventListener('step', receive);
    events.addEventListener('run', receive);
    return () => events.close();
  }, [followed, queries]);
  return {
    run: shown?.run,
    steps: shown === undefined ? noSteps : lastByNode(shown.steps),
    isRunning: live !== undefined && !isOver(live.run.status),
    start,
    cancel: () => live && cancel.mutate(live.run.id),
  };
}

const noSteps: ReadonlyMap<string, StepRecord> = new Map();

function applied(shown: Shown, event: RunEvent): Shown {
  if (event.type === 'run') return { ...shown, run: event.run };
  const isSame = (step: StepRecord) =>
    step.nodeId === event.step.nodeId && step.runIndex === event.step.runIndex;
  return { ...shown, steps: [...shown.steps.filter((step) => !isSame(step)), event.step] };
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
