import { Button } from '@mantine/core';
import type { RunDetail } from '@patchbay/contracts';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { ResultTable } from '../runs/result-table.js';
import { RunFailure } from '../runs/run-failure.js';
import { useRunPattern } from '../runs/use-run-pattern.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { StateBadge } from '../ui/state-badge.js';
import { milliseconds } from '../ui/words.js';
import { NoWelcome } from './no-welcome.js';
import type { StepProps } from './step-props.js';
import { useWelcome } from './use-welcome.js';

export function RunStep({ isCurrent, onDone }: StepProps) {
  const { welcome, error } = useWelcome();
  const run = useRunPattern(welcome?.id ?? '');
  const start = () => run.mutate(undefined, { onSuccess: ({ status }) => status === 'success' && onDone() });
  // The step before says why the patterns cannot be read, and offers to try again.
  if (error) return <p className="muted flat">The patterns could not be read.</p>;
  if (welcome === null) return <NoWelcome />;
  return (
    <>
      <p className="muted flat">What the last node gives appears below.</p>
      <Button
        w="fit-content"
        variant={isCurrent ? 'filled' : 'default'}
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={run.isPending}
        disabled={!welcome}
        onClick={start}
      >
        Run Welcome
      </Button>
      <div aria-live="polite">
        {run.isError && <ErrorNotice error={run.error} onRetry={start} />}
        {run.data && <RunFailure run={run.data} />}
        {run.data?.status === 'success' && <Result run={run.data} />}
      </div>
    </>
  );
}

function Result({ run }: { run: RunDetail }) {
  return (
    <>
      <StateBadge state="passed">
        Passed{run.durationMs !== null && ` in ${milliseconds(run.durationMs)}`}
      </StateBadge>
      <ResultTable run={run} />
      <p className="flat">
        <Link to="/runs/$id" params={{ id: run.id }} className="text-link">
          See each step of this run
        </Link>
      </p>
    </>
  );
}
