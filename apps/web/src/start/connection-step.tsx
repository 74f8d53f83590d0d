import { Button, Group } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ConnectionStatus } from '../connections/connection-status.js';
import { TestResult } from '../connections/test-result.js';
import { useTestSaved } from '../connections/use-test-saved.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { sampleQuery } from './sample-query.js';
import type { StepProps } from './step-props.js';

export function ConnectionStep(props: StepProps) {
  const { data, error, refetch } = useQuery(sampleQuery);
  const sample = data?.items[0];
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="muted flat">
        A connection says how to reach a system and keeps its secrets sealed. “Sample shop” is one to a small
        database that came with Patchbay.
      </p>
      {sample && <SampleTest sample={sample} {...props} />}
      {data && !sample && (
        <p className="flat">
          This project has no connection “Sample shop”: it was deleted, or it lies in the default project.{' '}
          <Link to="/connections/new" search={{}} className="text-link">
            Add one of your own
          </Link>{' '}
          and test it there.
        </p>
      )}
    </>
  );
}

function SampleTest({ sample, isCurrent, onDone }: StepProps & { sample: ConnectionSummary }) {
  const test = useTestSaved(sample.id);
  const start = () => test.mutate(undefined, { onSuccess: ({ ok }) => ok && onDone() });
  return (
    <>
      <Group gap="md">
        <Button variant={isCurrent ? 'filled' : 'default'} loading={test.isPending} onClick={start}>
          Test Sample shop
        </Button>
        <Link to="/connections/$id" params={{ id: sample.id }} className="text-link">
          Open the connection
        </Link>
      </Group>
      <div aria-live="polite">
        {test.data ? <TestResult test={test.data} /> : <ConnectionStatus connection={sample} />}
        {test.data?.ok === false && (
          <p className="small flat">
            Open the connection, see where it leads, and test again once that is mended.
          </p>
        )}
        {test.isError && <ErrorNotice error={test.error} />}
      </div>
    </>
  );
}
