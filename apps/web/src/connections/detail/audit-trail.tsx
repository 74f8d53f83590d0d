import { Skeleton, Title } from '@mantine/core';
import type { AuditRecord } from '@patchbay/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../ui/error-notice.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { ShowMore } from '../../ui/show-more.js';
import { ActorName } from '../actor-name.js';
import { auditQuery } from '../queries.js';
import { actionWords, detailWords } from './audit-words.js';

/** What was done with this connection, by whom; newest first. */
export function AuditTrail({ id }: { id: string }) {
  const audit = useInfiniteQuery(auditQuery(id));
  const records = (audit.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <section className="card" aria-labelledby="audit-title">
      <Title order={2} size="h5" id="audit-title" mb="sm">
        Audit records
      </Title>
      {audit.isPending && <Skeleton height={220} aria-label="Loading the records" />}
      {audit.isError && <ErrorNotice error={audit.error} onRetry={() => void audit.refetch()} />}
      {records.length > 0 && <Records records={records} />}
      <ShowMore list={audit} words="Show earlier ones" />
    </section>
  );
}

function Records({ records }: { records: AuditRecord[] }) {
  return (
    <ul className="plain-list history" aria-label="Audit records">
      {records.map((record) => (
        <li key={record.sequence} className="history-line">
          <span className="grow">
            {actionWords(record.action)} <span className="muted small">{detailWords(record.details)}</span>
          </span>
          <span className="small">
            <ActorName actor={record.actor} />
          </span>
          <span className="muted small history-time">
            <RelativeTime time={record.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
