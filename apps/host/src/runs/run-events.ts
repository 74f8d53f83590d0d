import type { RunDetail } from '@patchbay/contracts';
import type { ActiveRun } from './active-run.js';
import type { EventStream } from './event-stream.js';

/**
 * Sends first what happened so far, then what happens, until the run is over. A client that reconnects gets everything again; records
 * are complete, so repeating them does no harm.
 */
export function sendRunEvents(
  followed: { active: ActiveRun } | { record: RunDetail },
  { send, end, onClosed }: EventStream,
): void {
  const { steps, ...run } = 'active' in followed ? followed.active.detail() : followed.record;
  for (const step of steps) send({ type: 'step', step });
  send({ type: 'run', run });
  if ('active' in followed) onClosed(followed.active.follow(send, end));
  else end();
}
