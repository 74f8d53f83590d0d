import { Button, Group, Skeleton, Stack } from '@mantine/core';
import type { ConnectorDescription } from '@patchbay/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { catalogQuery, connectionListQuery, type ConnectionFilter } from '../api/queries.js';
import { useMay } from '../api/use-me.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { BulkBar } from './bulk/bulk-bar.js';
import { useSelection } from './bulk/use-selection.js';
import { ConnectionRows } from './connection-rows.js';
import { Filters } from './filters.js';
import { useFilter } from './search.js';
import { TransferMenu } from './transfer/transfer-menu.js';
import { TypePicker } from './type-picker.js';

export function ConnectionListPage() {
  const filter = useFilter();
  const navigate = useNavigate();
  const mayEdit = useMay('connector.edit');
  const { data: connectors = [] } = useQuery(catalogQuery);
  const list = useInfiniteQuery(connectionListQuery(filter));
  const isFiltered = Object.keys(filter).length > 0;
  const connections = useMemo(() => (list.data?.pages ?? []).flatMap((page) => page.items), [list.data]);
  const selection = useSelection(connections);
  const { fetchNextPage, isFetching, isFetchNextPageError } = list;
  // Another one as a page arrives and the end is still near; a page that failed is asked for by its button.
  const fetchMore = useCallback(() => {
    if (!isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetching, isFetchNextPageError]);
  const isEmpty = list.isSuccess && connections.length === 0;
  const setFilter = (next: ConnectionFilter) =>
    void navigate({ to: '/connections', search: next, replace: true });
  const actions = (
    <Group gap="xs">
      <TransferMenu />
      {mayEdit && (
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/connections/new', search: {} })}
        >
          Add connection
        </Button>
      )}
    </Group>
  );
  return (
    <Page title="Connections" action={actions}>
      {(isFiltered || !isEmpty) && <Filters filter={filter} catalog={connectors} onChange={setFilter} />}
      {list.isPending && <RowSkeletons />}
      {list.isError && !isFetchNextPageError && (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      )}
      {isEmpty &&
        (isFiltered ? <NothingFits onClear={() => setFilter({})} /> : <NothingYet catalog={connectors} />)}
      {connections.length > 0 && (
        <ConnectionRows
          connections={connections}
          catalog={connectors}
          hasMore={list.hasNextPage}
          onNearEnd={fetchMore}
          selection={selection}
        />
      )}
      <BulkBar selection={selection} />
      {isFetchNextPageError && <ErrorNotice error={list.error} onRetry={() => void fetchNextPage()} />}
    </Page>
  );
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <div className="card">
      <EmptyState sentence="No connection fits these filters.">
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      </EmptyState>
    </div>
  );
}

function NothingYet({ catalog }: { catalog: ConnectorDescription[] }) {
  const mayEdit = useMay('connector.edit');
  return (
    <Stack>
      <EmptyState sentence="There are no connections yet. Choose what to connect." />
      {mayEdit && <TypePicker catalog={catalog} />}
    </Stack>
  );
}

function RowSkeletons() {
  return (
    <div role="status" aria-label="Loading connections" className="card card-flush">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={40} m={14} w="auto" />
      ))}
    </div>
  );
}
