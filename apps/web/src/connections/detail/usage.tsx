import { Skeleton, Table, Title } from '@mantine/core';
import type { ConnectionUsage, ConnectionUser } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LastRunLink } from '../../runs/last-run-link.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { count, grouped } from '../../ui/words.js';
import { usageQuery } from '../queries.js';
import { Name } from '../../ui/name.js';

/** How many use it, and the ten that did so most recently. */
export function Usage({ id }: { id: string }) {
  const usage = useQuery(usageQuery(id));
  if (usage.isPending) return <Skeleton height={220} aria-label="Loading what uses it" />;
  if (usage.isError) return <ErrorNotice error={usage.error} onRetry={() => void usage.refetch()} />;
  const { recent } = usage.data;
  return (
    <section className="card" aria-labelledby="usage-title">
      <Title order={2} size="h5" id="usage-title" mb="md">
        What uses it
      </Title>
      <Numbers usage={usage.data} />
      {recent.length === 0 ? (
        <EmptyState sentence="No pattern uses this connection yet." />
      ) : (
        <Users users={recent} />
      )}
    </section>
  );
}

function Numbers({ usage }: { usage: ConnectionUsage }) {
  const { patternCount, draftCount, versionCount, datasetCount, lastUsedAt } = usage;
  return (
    <dl className="numbers">
      <div>
        <dt>Patterns</dt>
        <dd>{grouped(patternCount)}</dd>
        <dd className="muted small">
          {count(draftCount, 'draft')} · {count(versionCount, 'live version')}
        </dd>
      </div>
      <div>
        <dt>Datasets</dt>
        <dd>{grouped(datasetCount)}</dd>
      </div>
      <div>
        <dt>Last used</dt>
        <dd>{lastUsedAt === null ? 'Never' : <RelativeTime time={lastUsedAt} />}</dd>
      </div>
    </dl>
  );
}

function Users({ users }: { users: ConnectionUser[] }) {
  return (
    <div className="scroll-x">
      <Table aria-label="Most recent users" verticalSpacing="xs" className="folding-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Pattern</Table.Th>
            <Table.Th>Where</Table.Th>
            <Table.Th>Last run</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <User key={`${user.patternId} ${user.version ?? ''}`} user={user} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function User({ user }: { user: ConnectionUser }) {
  const { patternId, patternName, kind, version, nodeIds, lastRun } = user;
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/patterns/$id" params={{ id: patternId }} className="text-link">
          <Name>{patternName}</Name>
        </Link>
      </Table.Td>
      <Table.Td>
        {kind === 'draft' ? 'Draft' : `Live version ${version ?? ''}`}{' '}
        <span className="muted">· {count(nodeIds.length, 'node')}</span>
      </Table.Td>
      <Table.Td>
        {lastRun === null ? <span className="muted">Never ran</span> : <LastRunLink run={lastRun} />}
      </Table.Td>
    </Table.Tr>
  );
}
