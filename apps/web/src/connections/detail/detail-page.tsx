import './detail.css';
import { Button, Group } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { catalogQuery, connectionQuery } from '../../api/queries.js';
import { useMay } from '../../api/use-me.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { Page } from '../../ui/page.js';
import { useId } from '../../ui/use-id.js';
import { ConnectionMenu } from '../connection-menu.js';
import { RotateDrawer } from '../rotate/rotate-drawer.js';
import { useTestSaved } from '../use-test-saved.js';
import { DetailSkeleton } from './detail-skeleton.js';
import { DetailTabs } from './detail-tabs.js';
import { Face } from './face.js';

export function ConnectionPage() {
  const id = useId();
  const connection = useQuery(connectionQuery(id));
  const test = useTestSaved(id);
  return (
    <Page
      title={connection.data?.name ?? 'Connection'}
      trail={
        <Link to="/connections" search={{}}>
          Connections
        </Link>
      }
      action={connection.data && <Actions key={id} connection={connection.data} test={test} />}
    >
      {connection.isPending && <DetailSkeleton />}
      {connection.isError && (
        <ErrorNotice error={connection.error} onRetry={() => void connection.refetch()} />
      )}
      {connection.data && <Detail key={id} connection={connection.data} testError={test.error} />}
    </Page>
  );
}

interface ActionsProps {
  connection: ConnectionDetail;
  test: ReturnType<typeof useTestSaved>;
}

function Actions({ connection, test }: ActionsProps) {
  const navigate = useNavigate();
  const { data: catalog = [] } = useQuery(catalogQuery);
  const [isRotating, setRotating] = useState(false);
  const { id } = connection;
  if (!useMay('connector.edit')) return null;
  const connector = catalog.find(({ type }) => type === connection.type);
  const hasSecrets = connection.secretKeys.length > 0 && connection.status !== 'quarantined';
  return (
    <Group gap="xs">
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        Test now
      </Button>
      {connector && hasSecrets && (
        <Button variant="default" onClick={() => setRotating(true)}>
          Rotate secrets
        </Button>
      )}
      <Button onClick={() => void navigate({ to: '/connections/$id/edit', params: { id } })}>Edit</Button>
      <ConnectionMenu connection={connection} isFramed />
      {connector && (
        <RotateDrawer
          connection={connection}
          connector={connector}
          isOpen={isRotating}
          onClose={() => setRotating(false)}
        />
      )}
    </Group>
  );
}

function Detail({ connection, testError }: { connection: ConnectionDetail; testError: unknown }) {
  const catalog = useQuery(catalogQuery);
  const connector = catalog.data?.find(({ type }) => type === connection.type);
  // Its fields would push everything down as they come.
  if (catalog.isPending) return <DetailSkeleton />;
  return (
    <div className="detail">
      <Face connection={connection} connector={connector} />
      {testError !== null && <ErrorNotice error={testError} />}
      <DetailTabs connection={connection} connector={connector} />
    </div>
  );
}
