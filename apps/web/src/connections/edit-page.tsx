import { Skeleton } from '@mantine/core';
import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { catalogQuery, connectionQuery } from '../api/queries.js';
import { fieldsOf } from '../fields/fields-of.js';
import { withoutSecrets } from '../fields/stored.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { useId } from '../ui/use-id.js';
import { aboutOf } from './about.js';
import { ConnectionForm } from './connection-form.js';

export function EditConnectionPage() {
  const id = useId();
  const catalog = useQuery(catalogQuery);
  // Read anew, so that an edit never starts from an older version.
  const connection = useQuery({ ...connectionQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  const connector = catalog.data?.find(({ type }) => type === connection.data?.type);
  const failed = catalog.error ?? connection.error;
  const isLoaded = catalog.isSuccess && connection.isSuccess && connection.isFetchedAfterMount;
  return (
    <Page
      title={connection.data ? `Edit ${connection.data.name}` : 'Edit connection'}
      trail={
        <Link to="/connections/$id" params={{ id }}>
          {connection.data?.name ?? 'Connection'}
        </Link>
      }
    >
      {failed && <ErrorNotice error={failed} onRetry={() => void connection.refetch()} />}
      {!failed && !isLoaded && <Skeleton height={240} />}
      {isLoaded && !connector && (
        <p className="muted">The plugin with this connector is not installed, so its fields are unknown.</p>
      )}
      {isLoaded && connector && (
        <EditForm key={connection.data.id} connector={connector} connection={connection.data} />
      )}
    </Page>
  );
}

function EditForm(props: { connector: ConnectorDescription; connection: ConnectionDetail }) {
  // What the edit began with stays, also when a test in between reads the connection again.
  const [connection] = useState(props.connection);
  const config = connection.config as JsonObject;
  return (
    <ConnectionForm
      connector={props.connector}
      fields={fieldsOf(props.connector)}
      connection={connection}
      about={aboutOf(connection)}
      initial={withoutSecrets(config)}
    />
  );
}
