import { Button, Group, Skeleton, Stack, Title } from '@mantine/core';
import type { PatternSummary } from '@patchbay/contracts';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { RunResult } from './run-result.js';

/** The sample pattern with its one button, and what came out of it. */
export function WelcomeRun({ mayRun }: { mayRun: boolean }) {
  const patterns = useQuery({
    queryKey: ['patterns'],
    queryFn: () => api.call('patternList', { query: { q: 'Welcome' } }),
  });
  const welcome = patterns.data?.items.find((pattern) => pattern.name === 'Welcome');
  return (
    <section aria-labelledby="welcome-title">
      <Title order={2} size="h4" mb="sm" id="welcome-title">
        Welcome pattern
      </Title>
      <div className="card">
        {patterns.isPending && <Skeleton height={72} />}
        {patterns.isError && <ErrorNotice error={patterns.error} onRetry={() => void patterns.refetch()} />}
        {patterns.data && !welcome && <p className="muted">The sample pattern "Welcome" was deleted.</p>}
        {welcome && <Runner pattern={welcome} mayRun={mayRun} />}
      </div>
    </section>
  );
}

function Runner({ pattern, mayRun }: { pattern: PatternSummary; mayRun: boolean }) {
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => api.call('patternRun', { params: { id: pattern.id }, body: { wait: true } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <p className="muted" style={{ margin: 0, flex: '1 1 240px' }}>
          {pattern.description}
        </p>
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={run.isPending}
          disabled={!mayRun}
          title={mayRun ? undefined : 'Your role may not run patterns'}
          onClick={() => run.mutate()}
        >
          Run Welcome
        </Button>
      </Group>
      <div aria-live="polite">
        {run.isError && <ErrorNotice error={run.error} onRetry={() => run.mutate()} />}
        {run.data && <RunResult run={run.data} />}
      </div>
    </Stack>
  );
}
