import type { RunDetail } from '@patchbay/contracts';
import type { ActiveRun } from './active-run.js';
import type { ActiveRuns } from './active-runs.js';
import type { EventStream } from './event-stream.js';

/** A run may go on at another host, which tells nobody here: a client that reconnects reads how it stands. */
const longestMs = 60_000;

/**
 * Sends first what happened so far, then what happens, until the run is over. A client that reconnects gets everything again; records
 * are complete, so repeating them does no harm.
 */
export function sendRunEvents(run: ActiveRun, runs: ActiveRuns, stream: EventStream): void {
  sendAll(run.detail(), stream);
  const onEnd = () => {
    if (run.waiting) sendOnceAgain(run.facts.id, { active: runs, projectId: run.starter.projectId }, stream);
    else stream.end();
  };
  stream.onClosed(run.follow(stream.send, onEnd));
}

interface Place {
  active: ActiveRuns;
  projectId: string;
}

/** Sends what is recorded of a run that does not execute here; of one that waits, also what happens when it goes on. */
export function sendRecord(record: RunDetail, place: Place, stream: EventStream): void {
  sendAll(record, stream);
  if (record.status === 'waiting') sendOnceAgain(record.id, place, stream);
  else stream.end();
}

function sendAll({ steps, ...run }: RunDetail, { send }: EventStream): void {
  for (const step of steps) send({ type: 'step', step });
  send({ type: 'run', run });
}

function sendOnceAgain(id: string, { active, projectId }: Place, stream: EventStream): void {
  const timer = setTimeout(stream.end, longestMs);
  const stop = () => {
    clearTimeout(timer);
    unfollow();
  };
  const unfollow = active.changes.follow(projectId, (changed) => {
    const run = changed.summary();
    // That it was set aside is told after it was sent.
    if (run.id !== id || run.status === 'waiting') return;
    stop();
    const again = active.get(id);
    if (again) return sendRunEvents(again, active, stream);
    stream.send({ type: 'run', run });
    stream.end();
  });
  stream.onClosed(stop);
}
