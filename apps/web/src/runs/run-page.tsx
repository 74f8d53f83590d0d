import './runs.css';
import { Skeleton } from '@mantine/core';
import type { RunDetail } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { nodeCatalogQuery, patternQuery } from '../api/queries.js';
import { environmentClass } from '../ui/environment-colour.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { RelativeTime } from '../ui/relative-time.js';
import { useId } from '../ui/use-id.js';
import { milliseconds } from '../ui/words.js';
import { RunActions } from './run-actions.js';
import { RunFailure } from './run-failure.js';
import { RunResult } from './run-result.js';
import { starterOf } from './trigger-words.js';
import { useFollowedRun } from './use-followed-run.js';

const RunCanvas = lazy(() => import('./run-canvas.js'));

/** One run: its steps on the canvas and as a table, live while it goes on. */
export function RunPage() {
  const run = useFollowedRun(useId());
  return (
    <Page
      title={run.data?.patternName ?? 'Run'}
      trail={<Link to="/runs">Runs</Link>}
      action={run.data && <RunActions key={run.data.id} run={run.data} />}
    >
      {run.isPending && <Skeleton height={320} />}
      {run.isError && <ErrorNotice error={run.error} onRetry={() => void run.refetch()} />}
      {run.data && <Parts key={run.data.id} run={run.data} />}
    </Page>
  );
}

function Parts({ run }: { run: RunDetail }) {
  return (
    <div className="run-parts">
      <p className="muted small flat row-facts">
        <span className={environmentClass(run.environment)}>{run.environment}</span>
        <span>started by {starterOf(run.trigger)}</span>
        <span>
          <RelativeTime time={run.startedAt} />
        </span>
        {run.durationMs !== null && <span>took {milliseconds(run.durationMs)}</span>}
        <span>version {run.patternVersion}</span>
        <Link to="/patterns/$id" params={{ id: run.patternId }} className="text-link">
          Open the pattern
        </Link>
        {run.parent && (
          <Link to="/runs/$id" params={{ id: run.parent.runId }} className="text-link">
            Open the run that called it
          </Link>
        )}
      </p>
      <RunFailure run={run} />
      <OnCanvas run={run} />
      <div className="card">
        <RunResult run={run} />
      </div>
    </div>
  );
}

function OnCanvas({ run }: { run: RunDetail }) {
  const [openId, open] = useState<string>();
  const pattern = useQuery(patternQuery(run.patternId));
  const catalog = useQuery(nodeCatalogQuery);
  const steps = useMemo(() => new Map(run.steps.map((step) => [step.nodeId, step])), [run.steps]);
  // A pattern that was deleted leaves its runs behind; the table below tells all of them.
  if (pattern.isError || catalog.isError) return null;
  if (!pattern.data || !catalog.data) return <Skeleton height={320} />;
  return (
    <>
      {pattern.data.version !== run.patternVersion && (
        <p className="muted small flat">
          The pattern has changed since this run; the canvas shows it as it is now.
        </p>
      )}
      <Suspense fallback={<Skeleton height={320} />}>
        <RunCanvas
          pattern={pattern.data}
          catalog={catalog.data}
          steps={steps}
          openId={openId}
          onOpen={open}
        />
      </Suspense>
    </>
  );
}
