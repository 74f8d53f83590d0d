import { Skeleton } from '@mantine/core';
import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { catalogQuery, connectionQuery } from '../api/queries.js';
import { withoutSecrets } from '../fields/stored.js';
import { fieldsOf } from '../fields/fields-of.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { aboutOf, nothingSaid } from './about.js';
import { ConnectionForm } from './connection-form.js';
import type { Filling } from './paste/suggestion.js';
import { useNewSearch } from './search.js';
import { TypePicker } from './type-picker.js';

/** First the kind, then the form; or a copy of another connection, whose secrets are entered again. */
export function NewConnectionPage() {
  const { type, from } = useNewSearch();
  const catalog = useQuery(catalogQuery);
  const source = useQuery({ ...connectionQuery(from ?? ''), enabled: from !== undefined });
  // What was read once stays, also when it cannot be read again: somebody fills the form.
  if (catalog.data === undefined || (from !== undefined && source.data === undefined)) {
    const failed = catalog.error ?? source.error;
    const retry = () => void Promise.all([catalog.refetch(), from !== undefined && source.refetch()]);
    return (
      <AddPage>{failed ? <ErrorNotice error={failed} onRetry={retry} /> : <Skeleton height={240} />}</AddPage>
    );
  }
  return <Chosen catalog={catalog.data} type={type} source={source.data} />;
}

interface ChosenProps {
  catalog: ConnectorDescription[];
  type: string | undefined;
  /** The connection to copy. */
  source: ConnectionDetail | undefined;
}

function Chosen({ catalog, type, source }: ChosenProps) {
  const navigate = useNavigate();
  const [pasted, setPasted] = useState<Filling>();
  const goOn = (filling: Filling) => {
    setPasted(filling);
    void navigate({ to: '/connections/new', search: { type: filling.type } });
  };
  const chosen = source?.type ?? type;
  const connector = catalog.find((one) => one.type === chosen || one.aliases.includes(chosen ?? ''));
  if (!connector) {
    return (
      <AddPage focusesItself>
        {chosen !== undefined && (
          <p className="muted">There is no connector “{chosen}”. Choose another one.</p>
        )}
        <TypePicker catalog={catalog} onPasted={goOn} />
      </AddPage>
    );
  }
  return (
    <Page title={`Connect ${connector.displayName}`} trail={trail} focusesItself>
      <ConnectionForm
        key={`${connector.type} ${source?.id ?? ''}`}
        connector={connector}
        fields={fieldsOf(connector)}
        about={source ? { ...aboutOf(source), name: `${source.name} copy` } : nothingSaid}
        pasted={pasted?.type === connector.type ? pasted : undefined}
        onOther={goOn}
        initial={source ? withoutSecrets(source.config as JsonObject) : {}}
      />
    </Page>
  );
}

function AddPage(props: { focusesItself?: boolean; children: ReactNode }) {
  return (
    <Page title="Add connection" trail={trail} {...props}>
      {props.children}
    </Page>
  );
}

const trail = (
  <Link to="/connections" search={{}}>
    Connections
  </Link>
);
