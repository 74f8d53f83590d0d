import { Skeleton, Stack, Title } from '@mantine/core';
import type { TestRecord } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { connectionTestsQuery } from '../../api/queries.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateBadge } from '../../ui/state-badge.js';
import { milliseconds } from '../../ui/words.js';
import { outcomeWords } from '../test-words.js';

/** The tests so far, newest first. */
export function TestHistory({ id }: { id: string }) {
  const tests = useQuery(connectionTestsQuery(id));
  return (
    <section className="card" aria-labelledby="tests-title">
      <Title order={2} size="h5" id="tests-title" mb="sm">
        Tests
      </Title>
      {tests.isPending && <Skeleton height={160} aria-label="Loading the tests" />}
      {tests.isError && <ErrorNotice error={tests.error} onRetry={() => void tests.refetch()} />}
      {tests.data?.items.length === 0 && <EmptyState sentence="It has not been tested yet." />}
      <Stack component="ul" className="plain-list history" gap={0}>
        {tests.data?.items.map((test) => (
          <TestLine key={test.id} test={test} />
        ))}
      </Stack>
    </section>
  );
}

function TestLine({ test }: { test: TestRecord }) {
  return (
    <li className="history-line">
      <StateBadge state={test.ok ? 'passed' : 'failed'}>{outcomeWords(test)}</StateBadge>
      <span className="muted small grow">{test.message}</span>
      {test.trigger === 'scheduled' && <span className="muted small">Scheduled</span>}
      <span className="small">{test.trigger === 'run' ? 'In a run' : milliseconds(test.latencyMs)}</span>
      <span className="muted small history-time">
        <RelativeTime time={test.testedAt} />
      </span>
    </li>
  );
}
