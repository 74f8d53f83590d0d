import { Button, Group, Skeleton, Stack } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { catalogQuery, connectionQuery } from '../api/queries.js';
import { useMay } from '../api/use-me.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { useId } from '../ui/use-id.js';
import { DangerZone } from './danger-zone.js';
import { Overview } from './overview.js';
import { TestHistory } from './test-history.js';
import { TestResult } from './test-result.js';
import { useTestSaved } from './use-test-saved.js';

export function ConnectionPage() {
  const id = useId();
  const connection = useQuery(connectionQuery(id));
  return (
    <Page
      title={connection.data?.name ?? 'Connection'}
      trail={
        <Link to="/connections" search={{}}>
          Connections
        </Link>
      }
      action={connection.data && <Actions connection={connection.data} />}
    >
      {connection.isPending && <Skeleton height={240} />}
      {connection.isError && (
        <ErrorNotice error={connection.error} onRetry={() => void connection.refetch()} />
      )}
      {connection.data && <Detail key={id} connection={connection.data} />}
    </Page>
  );
}

function Actions({ connection: { id } }: { connection: ConnectionDetail }) {
  const navigate = useNavigate();
  if (!useMay('connector.edit')) return null;
  return (
    <Group gap="xs">
      <Button
        variant="default"
        onClick={() => void navigate({ to: '/connections/new', search: { from: id } })}
      >
        Duplicate
      </Button>
      <Button onClick={() => void navigate({ to: '/connections/$id/edit', params: { id } })}>Edit</Button>
    </Group>
  );
}

function Detail({ connection }: { connection: ConnectionDetail }) {
  const mayEdit = useMay('connector.edit');
  const catalog = useQuery(catalogQuery);
  const connector = catalog.data?.find(({ type }) => type === connection.type);
  const test = useTestSaved(connection.id);
  return (
    <Stack gap="lg" maw={860}>
      <Overview connection={connection} connector={connector} />
      <TestHistory
        id={connection.id}
        action={
          mayEdit && (
            <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate()}>
              Test now
            </Button>
          )
        }
        latest={
          <div aria-live="polite">
            {test.isError && <ErrorNotice error={test.error} />}
            {test.data && <TestResult test={test.data} />}
          </div>
        }
      />
      {mayEdit && <DangerZone connection={connection} />}
    </Stack>
  );
}
