import { Badge, Button, Skeleton, Stack, Table, Title } from '@mantine/core';
import type { ConnectionSummary, TestAnswer } from '@patchbay/contracts';
import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { RelativeTime } from '../ui/relative-time.js';

/** Every connection with what a person checks first: where it leads, and whether its last test passed. */
export function ConnectionList() {
  const list = useQuery({
    queryKey: ['connections'],
    queryFn: () => api.call('connectionList', { query: { limit: 200 } }),
  });
  return (
    <section aria-labelledby="connections-title">
      <Title order={2} size="h4" mb="sm" id="connections-title">
        Connections
      </Title>
      <div className="card scroll-x" tabIndex={0} role="region" aria-labelledby="connections-title">
        {list.isPending && <Skeleton height={72} />}
        {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.items.length === 0 && (
          <p className="muted">There are no connections yet. Save one with POST /api/connections.</p>
        )}
        {list.data && list.data.items.length > 0 && <Rows connections={list.data.items} />}
      </div>
    </section>
  );
}

function Rows({ connections }: { connections: ConnectionSummary[] }) {
  return (
    <Table verticalSpacing="sm" className="wide-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Connector</Table.Th>
          <Table.Th>Last test</Table.Th>
          <Table.Th>Used by</Table.Th>
          <Table.Th>
            <span className="muted">Action</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {connections.map((connection) => (
          <Row key={connection.id} connection={connection} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ connection }: { connection: ConnectionSummary }) {
  const queries = useQueryClient();
  const test = useMutation({
    mutationFn: () => api.call('connectionTest', { params: { id: connection.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  return (
    <Table.Tr>
      <Table.Td>{connection.name}</Table.Td>
      <Table.Td>
        <Stack gap={0}>
          <span>{connection.connectorName}</span>
          <span className="muted mono">{connection.hostSummary}</span>
        </Stack>
      </Table.Td>
      <Table.Td>
        {test.isError ? <ErrorNotice error={test.error} /> : <LastTest connection={connection} />}
      </Table.Td>
      <Table.Td>
        {connection.patternCount} {connection.patternCount === 1 ? 'pattern' : 'patterns'}
      </Table.Td>
      <Table.Td>
        <Button
          size="xs"
          variant="default"
          loading={test.isPending}
          onClick={() => test.mutate()}
          aria-label={`Test ${connection.name}`}
        >
          Test
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function LastTest({ connection: { lastTest, lastTestedAt } }: { connection: ConnectionSummary }) {
  if (!lastTest || !lastTestedAt) {
    return (
      <Badge variant="default" leftSection={<IconClock size={12} aria-hidden />}>
        Not tested
      </Badge>
    );
  }
  return (
    <Stack gap={2}>
      <Outcome test={lastTest} />
      <span className="muted">
        {lastTest.message ?? ''} <RelativeTime time={lastTestedAt} />
      </span>
    </Stack>
  );
}

function Outcome({ test }: { test: TestAnswer }) {
  return test.ok ? (
    <Badge color="green.9" leftSection={<IconCheck size={12} aria-hidden />}>
      Passed {Math.round(test.latencyMs)} ms
    </Badge>
  ) : (
    <Badge color="red.9" leftSection={<IconX size={12} aria-hidden />}>
      Failed
    </Badge>
  );
}
