import { Skeleton } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { RunFilters } from './run-filters.js';
import { RunTable } from './run-table.js';
import { type RunChoice, runChoiceFrom } from './search.js';
import { useRuns } from './use-runs.js';

/** What ran, newest first, live by events. */
export function RunListPage() {
  const choice = runChoiceFrom(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { runs, query } = useRuns(choice);
  const isFiltered = Object.keys(choice).length > 0;
  return (
    <Page title="Runs">
      <RunFilters
        choice={choice}
        onChange={(search: RunChoice) => void navigate({ to: '/runs', search, replace: true })}
      />
      {query.isPending && <Skeleton height={240} />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {runs?.length === 0 && (
        <div className="card">
          {isFiltered ? (
            <EmptyState sentence="No run fits." />
          ) : (
            <EmptyState sentence="Nothing has run yet.">
              <Link to="/patterns" className="text-link">
                Go to the patterns
              </Link>
            </EmptyState>
          )}
        </div>
      )}
      {runs !== undefined && runs.length > 0 && <RunTable runs={runs} />}
      <ShowMore list={query} />
    </Page>
  );
}
