import './secrets.css';
import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../api/use-me.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { SearchInput } from '../ui/search-input.js';
import { ShowMore } from '../ui/show-more.js';
import { NewSecret } from './new-secret.js';
import { secretListQuery } from './queries.js';
import { SecretCard } from './secret-card.js';

/** Named secrets with a value for each environment: set and replaced here, and never shown. */
export function SecretsPage() {
  const [q, setQ] = useState('');
  const [isAdding, setAdding] = useState(false);
  const mayEdit = useMay('secret.edit');
  const list = useInfiniteQuery(secretListQuery(q));
  const secrets = (list.data?.pages ?? []).flatMap((page) => page.items);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      Add secret
    </Button>
  );
  return (
    <Page title="Secrets" action={mayEdit && add}>
      <p className="muted flat secrets-intro">
        Patterns and connections name them as <span className="mono">{'={{ $secrets.NAME }}'}</span> and get
        the value of the environment that they run in. A value can be replaced, and never be read back.
      </p>
      {(q !== '' || secrets.length > 0) && (
        <div className="filters secrets-filters" role="search" aria-label="Secrets">
          <SearchInput label="Search secrets" placeholder="Name or description" text={q} onSearch={setQ} />
        </div>
      )}
      {list.isPending && <Skeleton height={132} aria-label="Loading secrets" />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && secrets.length === 0 && (
        <div className="card">
          <EmptyState sentence={q === '' ? 'There are no secrets yet.' : 'No secret fits.'}>
            {q === '' && mayEdit && add}
          </EmptyState>
        </div>
      )}
      <ul className="plain-list secrets" aria-label="Secrets">
        {secrets.map((secret) => (
          <SecretCard key={secret.id} secret={secret} />
        ))}
      </ul>
      <ShowMore list={list} />
      {isAdding && <NewSecret onClose={() => setAdding(false)} />}
    </Page>
  );
}
