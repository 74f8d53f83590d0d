import './patterns.css';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { patternPagesQuery } from '../api/pattern-lists.js';
import { useMay } from '../api/use-me.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { SearchInput } from '../ui/search-input.js';
import { ShowMore } from '../ui/show-more.js';
import { NewPatternButton } from './new-pattern-button.js';
import { PatternRow } from './pattern-row.js';
import { patternSearchFrom, usePatternSearch } from './search.js';

/** Every pattern, newest first, with how its last run went. */
export function PatternListPage() {
  const { q } = usePatternSearch();
  const navigate = useNavigate();
  const list = useInfiniteQuery(patternPagesQuery(q));
  const patterns = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const mayEdit = useMay('pattern.edit');
  const isEmpty = list.isSuccess && patterns.length === 0;
  const search = (text: string) =>
    void navigate({ to: '/patterns', search: patternSearchFrom({ q: text }), replace: true });
  return (
    <Page title="Patterns" action={mayEdit && <NewPatternButton />}>
      {(q !== undefined || !isEmpty) && (
        <div className="filters" role="search" aria-label="Patterns">
          <SearchInput
            label="Search patterns"
            placeholder="Name or description"
            text={q ?? ''}
            onSearch={search}
          />
        </div>
      )}
      {list.isPending && <RowSkeletons />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {isEmpty && (q === undefined ? <NothingYet /> : <NothingFits onClear={() => search('')} />)}
      {patterns.length > 0 && (
        <ul className="plain-list card card-flush" aria-label="Patterns">
          {patterns.map((pattern) => (
            <PatternRow key={pattern.id} pattern={pattern} />
          ))}
        </ul>
      )}
      <ShowMore list={list} />
    </Page>
  );
}

function NothingYet() {
  const mayEdit = useMay('pattern.edit');
  return (
    <div className="card">
      <EmptyState sentence="A pattern is a graph of nodes that work on items. There is none yet.">
        {mayEdit && <NewPatternButton />}
      </EmptyState>
    </div>
  );
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <div className="card">
      <EmptyState sentence="No pattern is called or described like that.">
        <Button variant="default" onClick={onClear}>
          Show all patterns
        </Button>
      </EmptyState>
    </div>
  );
}

function RowSkeletons() {
  return (
    <div role="status" aria-label="Loading patterns" className="card card-flush">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={40} m={14} w="auto" />
      ))}
    </div>
  );
}
