import './secrets.css';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../api/use-me.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { NewSecret } from './new-secret.js';
import { secretListQuery } from './queries.js';
import { SecretCard } from './secret-card.js';

/** Named secrets with a value for each environment: set and replaced here, and never shown. */
export function SecretsPage() {
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text, 250);
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
        <TextInput
          className="secrets-search"
          aria-label="Search secrets"
          placeholder="Search by name or description"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
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
