import type { ChangedRun } from './run-changes.js';
import type { EventStream, MayStillRead } from './event-stream.js';

/** What changes within it goes into one event: a webhook may start hundreds of runs in it. */
const gatherMs = 500;
/** So many of the newest are told; a list shows no more of them at once. */
const most = 50;

/** Sends the runs that begin and end, each as it stands when it is sent, as long as whoever reads may. */
export function sendRunChanges(
  follow: (onChange: (run: ChangedRun) => void) => () => void,
  { send, end, onClosed }: EventStream,
  mayStillRead: MayStillRead,
): void {
  const changed = new Set<ChangedRun>();
  let timer: NodeJS.Timeout | undefined;
  const tell = async () => {
    timer = undefined;
    const runs = [...changed].slice(-most).map((run) => run.summary());
    changed.clear();
    // Asked each time, so that nothing is told to somebody who has logged out or lost the project since.
    if (await mayStillRead()) send({ type: 'runs', runs });
    else end();
  };
  const unfollow = follow((run) => {
    changed.add(run);
    timer ??= setTimeout(() => void tell(), gatherMs);
  });
  onClosed(() => {
    clearTimeout(timer);
    unfollow();
  });
}
