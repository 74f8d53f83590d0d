import { Skeleton } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
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
import { isolated } from '../ui/isolated.js';
import { Name } from '../ui/name.js';

export function EditConnectionPage() {
  const id = useId();
  const { begun, error, retry } = useBegun(id);
  return (
    <Page
      title={begun ? `Edit ${isolated(begun.name)}` : 'Edit connection'}
      trail={
        <Link to="/connections/$id" params={{ id }}>
          <Name>{begun?.name ?? 'Connection'}</Name>
        </Link>
      }
    >
      {begun ? (
        <EditForm key={begun.id} connection={begun} />
      ) : error ? (
        <ErrorNotice error={error} onRetry={retry} />
      ) : (
        <Skeleton height={240} />
      )}
    </Page>
  );
}

/** What the edit begins with. It stays, also when it is read again in between, or cannot be: somebody fills the form. */
function useBegun(id: string) {
  const catalog = useQuery(catalogQuery);
  // Read anew, so that an edit never starts from an older version.
  const connection = useQuery({ ...connectionQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  const [begun, setBegun] = useState<ConnectionDetail>();
  const isRead = catalog.data !== undefined && connection.isSuccess && connection.isFetchedAfterMount;
  if (isRead && begun?.id !== id) setBegun(connection.data);
  return {
    begun: begun?.id === id ? begun : undefined,
    error: catalog.error ?? connection.error,
    retry: () => void Promise.all([catalog.refetch(), connection.refetch()]),
  };
}

function EditForm({ connection }: { connection: ConnectionDetail }) {
  const { data: catalog = [] } = useQuery(catalogQuery);
  const connector = catalog.find(({ type }) => type === connection.type);
  if (!connector)
    return (
      <p className="muted">The plugin with this connector is not installed, so its fields are unknown.</p>
    );
  return (
    <ConnectionForm
      connector={connector}
      fields={fieldsOf(connector)}
      connection={connection}
      about={aboutOf(connection)}
      initial={withoutSecrets(connection.config as JsonObject)}
    />
  );
}
