import { Group, Skeleton, Stack, Title } from '@mantine/core';
import type { TestRecord } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { connectionTestsQuery } from '../api/queries.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateBadge } from '../ui/state-badge.js';
import { milliseconds } from '../ui/words.js';
import { outcomeWords } from './test-words.js';

/** The button and its newest answer, then the tests so far. */
export function TestHistory({ id, action, latest }: { id: string; action: ReactNode; latest: ReactNode }) {
  const tests = useQuery(connectionTestsQuery(id));
  return (
    <section className="card" aria-labelledby="tests-title">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5" id="tests-title">
          Tests
        </Title>
        {action}
      </Group>
      {latest}
      {tests.isPending && <Skeleton height={48} />}
      {tests.isError && <ErrorNotice error={tests.error} onRetry={() => void tests.refetch()} />}
      {tests.data?.items.length === 0 && <p className="muted flat">Not tested yet.</p>}
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
      <span className="small">{milliseconds(test.latencyMs)}</span>
      <span className="muted small">
        <RelativeTime time={test.testedAt} />
      </span>
    </li>
  );
}
