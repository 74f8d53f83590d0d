import { Button, Skeleton, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { catalogQuery, connectionListQuery, type ConnectionFilter } from '../api/queries.js';
import { useMay } from '../api/use-me.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { ConnectionRow } from './connection-row.js';
import { Filters } from './filters.js';
import { TypePicker } from './type-picker.js';

const route = getRouteApi('/connections');

export function ConnectionListPage() {
  const filter = route.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('connector.edit');
  const list = useInfiniteQuery(connectionListQuery(filter));
  const catalog = useQuery(catalogQuery);
  const connections = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const setFilter = (next: ConnectionFilter) =>
    void navigate({ to: '/connections', search: next, replace: true });
  const add = () => void navigate({ to: '/connections/new', search: {} });
  const isEmpty = list.isSuccess && connections.length === 0;

  return (
    <Page
      title="Connections"
      action={
        mayEdit && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
            Add connection
          </Button>
        )
      }
    >
      {(isFiltered || !isEmpty) && (
        <Filters filter={filter} catalog={catalog.data ?? []} onChange={setFilter} />
      )}
      {list.isPending && <Rows />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {isEmpty && isFiltered && (
        <div className="card">
          <EmptyState sentence="No connection fits these filters.">
            <Button variant="default" onClick={() => setFilter({})}>
              Clear the filters
            </Button>
          </EmptyState>
        </div>
      )}
      {isEmpty && !isFiltered && (
        <Stack>
          <EmptyState sentence="There are no connections yet. Choose what to connect." />
          {mayEdit && catalog.data && <TypePicker catalog={catalog.data} />}
        </Stack>
      )}
      {connections.length > 0 && (
        <ul className="plain-list card card-flush connection-rows" aria-label="Connections">
          {connections.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              icon={catalog.data?.find(({ type }) => type === connection.type)?.icon}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Page>
  );
}

function Rows() {
  return (
    <div role="status" aria-label="Loading connections" className="card card-flush">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={40} m={14} w="auto" />
      ))}
    </div>
  );
}
