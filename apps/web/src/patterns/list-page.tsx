import { Button, Group, Skeleton, Stack, Title } from '@mantine/core';
import type { PatternSummary } from '@patchbay/contracts';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { patternListQuery } from '../api/queries.js';
import { useMay } from '../api/use-me.js';
import { NewPatternButton } from './new-pattern-button.js';
import { RunFailure } from '../runs/run-failure.js';
import { RunResult } from '../runs/run-result.js';
import { useRunPattern } from '../runs/use-run-pattern.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateBadge } from '../ui/state-badge.js';
import { count } from '../ui/words.js';

export function PatternListPage() {
  const list = useQuery(patternListQuery);
  const mayEdit = useMay('pattern.edit');
  return (
    <Page title="Patterns" action={mayEdit && <NewPatternButton />}>
      {list.isPending && <Skeleton height={96} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <div className="card">
          <EmptyState sentence="A pattern is a graph of nodes that work on items. There is none yet.">
            {mayEdit && <NewPatternButton />}
          </EmptyState>
        </div>
      )}
      <Stack component="ul" className="plain-list" gap="md">
        {list.data?.items.map((pattern) => (
          <li key={pattern.id}>
            <PatternCard pattern={pattern} />
          </li>
        ))}
      </Stack>
    </Page>
  );
}

function PatternCard({ pattern }: { pattern: PatternSummary }) {
  const mayRun = useMay('pattern.run');
  const run = useRunPattern(pattern.id);
  return (
    <article className="card" aria-label={pattern.name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div className="grow">
          <Title order={2} size="h5">
            <Link to="/patterns/$id" params={{ id: pattern.id }} className="title-link">
              {pattern.name}
            </Link>
          </Title>
          {pattern.description !== '' && <p className="muted flat">{pattern.description}</p>}
          <p className="muted small row-facts">
            <span>{count(pattern.nodeCount, 'node')}</span>
            <span>version {pattern.version}</span>
            <span>
              changed <RelativeTime time={pattern.updatedAt} />
            </span>
            {pattern.active && <StateBadge state="passed">Active</StateBadge>}
          </p>
        </div>
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          variant="default"
          aria-label={`Run ${pattern.name}`}
          loading={run.isPending}
          disabled={!mayRun}
          title={mayRun ? undefined : 'Your role may not run patterns'}
          onClick={() => run.mutate()}
        >
          Run
        </Button>
      </Group>
      <div aria-live="polite" className="after-run">
        {run.isError && <ErrorNotice error={run.error} onRetry={() => run.mutate()} />}
        {run.data && <RunFailure run={run.data} />}
        {run.data && <RunResult run={run.data} />}
      </div>
    </article>
  );
}
