import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { catalogQuery, connectionQuery } from '../api/queries.js';
import { withoutSecrets } from '../fields/stored.js';
import { fieldsOf } from '../fields/fields-of.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { ConnectionForm } from './connection-form.js';
import { TypePicker } from './type-picker.js';
import type { JsonObject } from '@patchbay/fields';

const route = getRouteApi('/connections/new');
const trail = (
  <Link to="/connections" search={{}}>
    Connections
  </Link>
);

/** First the kind, then the form; or a copy of another connection, whose secrets are entered again. */
export function NewConnectionPage() {
  const { type, from } = route.useSearch();
  const catalog = useQuery(catalogQuery);
  const source = useQuery({ ...connectionQuery(from ?? ''), enabled: from !== undefined });
  const chosen = from === undefined ? type : source.data?.type;
  const connector = catalog.data?.find((one) => one.type === chosen || one.aliases.includes(chosen ?? ''));
  const failed = catalog.error ?? source.error;

  if (failed) {
    return (
      <Page title="Add connection" trail={trail}>
        <ErrorNotice error={failed} onRetry={() => void catalog.refetch()} />
      </Page>
    );
  }
  if (!catalog.data || (from !== undefined && !source.data)) {
    return (
      <Page title="Add connection" trail={trail}>
        <Skeleton height={240} />
      </Page>
    );
  }
  if (!connector) {
    return (
      <Page title="Add connection" trail={trail} focusesItself>
        {chosen !== undefined && (
          <p className="muted">There is no connector “{chosen}”. Choose another one.</p>
        )}
        <TypePicker catalog={catalog.data} />
      </Page>
    );
  }
  return (
    <Page title={`Connect ${connector.displayName}`} trail={trail} focusesItself>
      <ConnectionForm
        key={`${connector.type} ${from ?? ''}`}
        connector={connector}
        fields={fieldsOf(connector)}
        name={source.data ? `${source.data.name} copy` : ''}
        description={source.data?.description ?? ''}
        initial={source.data ? withoutSecrets(source.data.config as JsonObject) : {}}
      />
    </Page>
  );
}
