import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runQuery } from '../api/queries.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { useId } from '../ui/use-id.js';
import { RunResult } from './run-result.js';
import { RunStatusBadge } from './run-status.js';

export function RunPage() {
  const run = useQuery(runQuery(useId()));
  return (
    <Page
      title={run.data?.patternName ?? 'Run'}
      trail={<Link to="/runs">Runs</Link>}
      action={run.data && <RunStatusBadge status={run.data.status} />}
    >
      {run.isPending && <Skeleton height={160} />}
      {run.isError && <ErrorNotice error={run.error} onRetry={() => void run.refetch()} />}
      {run.data && (
        <div className="card">
          <RunResult run={run.data} />
        </div>
      )}
    </Page>
  );
}
