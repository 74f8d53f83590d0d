import type { LastRun } from '@patchbay/contracts';
import { Link } from '@tanstack/react-router';
import { RelativeTime } from '../ui/relative-time.js';
import { RunStatusBadge } from './run-status.js';

/** How the latest run of a pattern went, and when; leads to it. */
export function LastRunLink({ run: { id, status, startedAt } }: { run: LastRun }) {
  return (
    <Link to="/runs/$id" params={{ id }} className="run-link">
      <RunStatusBadge status={status} />
      <span className="muted small">
        <RelativeTime time={startedAt} />
      </span>
    </Link>
  );
}
