import { Button } from '@mantine/core';
import type { PatternListItem } from '@patchbay/contracts';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../api/use-me.js';
import { LastRunLink } from '../runs/last-run-link.js';
import { RunFailure } from '../runs/run-failure.js';
import { useRunPattern } from '../runs/use-run-pattern.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateBadge } from '../ui/state-badge.js';
import { count } from '../ui/words.js';
import { isolated } from '../ui/isolated.js';
import { Name } from '../ui/name.js';

/** What it is called, what it is for, how its last run went, and a button that runs it. */
export function PatternRow({ pattern }: { pattern: PatternListItem }) {
  const { id, name, description, lastRun } = pattern;
  const mayRun = useMay('pattern.run');
  const run = useRunPattern(id);
  return (
    <li className="pattern-row">
      <div className="pattern-name">
        <Link to="/patterns/$id" params={{ id }} className="row-link">
          <Name>{name}</Name>
        </Link>
        {description !== '' && <span className="muted small pattern-words">{description}</span>}
      </div>
      <div className="pattern-run">
        {lastRun === null ? (
          <StateBadge state="untested">Never ran</StateBadge>
        ) : (
          <LastRunLink run={lastRun} />
        )}
      </div>
      <Facts pattern={pattern} />
      <Button
        size="xs"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        variant="default"
        aria-label={`Run ${isolated(name)}`}
        loading={run.isPending}
        disabled={!mayRun}
        title={mayRun ? undefined : 'Your role may not run patterns'}
        onClick={() => run.mutate()}
      >
        Run
      </Button>
      <div aria-live="polite" className="pattern-outcome">
        {run.isError && <ErrorNotice error={run.error} onRetry={() => run.mutate()} />}
        {run.data && <RunFailure run={run.data} />}
      </div>
    </li>
  );
}

function Facts({ pattern: { nodeCount, updatedAt, active } }: { pattern: PatternListItem }) {
  return (
    <div className="muted small pattern-facts">
      <span>
        {count(nodeCount, 'node')} · changed <RelativeTime time={updatedAt} />
      </span>
      {active && <StateBadge state="passed">Live</StateBadge>}
    </div>
  );
}
