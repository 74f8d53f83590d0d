import { Skeleton, Table } from '@mantine/core';
import type { RunSummary } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runListQuery } from '../api/queries.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { RelativeTime } from '../ui/relative-time.js';
import { milliseconds } from '../ui/words.js';
import { RunStatusBadge } from './run-status.js';

export function RunListPage() {
  const list = useQuery(runListQuery);
  return (
    <Page title="Runs">
      {list.isPending && <Skeleton height={96} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <div className="card">
          <EmptyState sentence="Nothing has run yet.">
            <Link to="/patterns" className="text-link">
              Go to the patterns
            </Link>
          </EmptyState>
        </div>
      )}
      {list.data && list.data.items.length > 0 && <Runs runs={list.data.items} />}
    </Page>
  );
}

function Runs({ runs }: { runs: RunSummary[] }) {
  return (
    <div className="card card-flush scroll-x" tabIndex={0} role="region" aria-label="Runs">
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Pattern</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>Took</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id}>
              <Table.Td>
                <Link to="/runs/$id" params={{ id: run.id }} className="text-link">
                  {run.patternName}
                </Link>
              </Table.Td>
              <Table.Td>
                <RunStatusBadge status={run.status} />
              </Table.Td>
              <Table.Td>
                <RelativeTime time={run.startedAt} />
              </Table.Td>
              <Table.Td>{run.durationMs === null ? '' : milliseconds(run.durationMs)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
