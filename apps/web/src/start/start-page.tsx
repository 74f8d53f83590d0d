import { Button, Stack, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { patternListQuery } from '../api/queries.js';
import { useMay } from '../api/use-me.js';
import { RunFailure } from '../runs/run-failure.js';
import { RunResult } from '../runs/run-result.js';
import { useRunPattern } from '../runs/use-run-pattern.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';

/** Three steps that end with a result on the screen. */
export function StartPage() {
  const mayRead = useMay('connector.read');
  return (
    <Page title="Start here">
      <Stack component="ol" className="plain-list" gap="md" maw={860}>
        {mayRead && (
          <Step number={1} title="See what a connection is">
            <p className="muted flat">
              A connection says how to reach a system and keeps its secrets sealed. A sample shop database is
              there already.
            </p>
            <Link to="/connections" search={{}} className="text-link">
              Look at the connections
            </Link>
          </Step>
        )}
        <Step number={mayRead ? 2 : 1} title="Run the Welcome pattern">
          <Welcome />
        </Step>
        {mayRead && <OwnConnection />}
      </Stack>
    </Page>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="card start-step">
      <span className="step-number" aria-hidden>
        {number}
      </span>
      <Stack gap="xs" className="grow">
        <Title order={2} size="h5">
          {title}
        </Title>
        {children}
      </Stack>
    </li>
  );
}

function Welcome() {
  const patterns = useQuery(patternListQuery);
  const welcome = patterns.data?.items.find((pattern) => pattern.name === 'Welcome');
  if (patterns.isError) return <ErrorNotice error={patterns.error} onRetry={() => void patterns.refetch()} />;
  if (patterns.data && !welcome)
    return <p className="muted flat">The sample pattern “Welcome” was deleted.</p>;
  return <WelcomeRun id={welcome?.id ?? ''} description={welcome?.description ?? ''} />;
}

function WelcomeRun({ id, description }: { id: string; description: string }) {
  const mayRun = useMay('pattern.run');
  const run = useRunPattern(id);
  return (
    <>
      <p className="muted flat">{description}</p>
      <Button
        w="fit-content"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={run.isPending}
        disabled={!mayRun || id === ''}
        title={mayRun ? undefined : 'Your role may not run patterns'}
        onClick={() => run.mutate()}
      >
        Run Welcome
      </Button>
      <div aria-live="polite">
        {run.isError && <ErrorNotice error={run.error} onRetry={() => run.mutate()} />}
        {run.data && <RunFailure run={run.data} />}
        {run.data && <RunResult run={run.data} />}
      </div>
    </>
  );
}

function OwnConnection() {
  const mayEdit = useMay('connector.edit');
  return (
    <Step number={3} title="Connect a system of your own">
      <p className="muted flat">Choose what to connect, enter where it is, and test before you save.</p>
      {mayEdit && (
        <Link to="/connections/new" search={{}} className="text-link">
          Add a connection
        </Link>
      )}
    </Step>
  );
}
