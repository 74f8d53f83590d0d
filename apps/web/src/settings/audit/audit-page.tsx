import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../../api/client.js';
import { useMay } from '../../api/use-me.js';
import { Page } from '../../ui/page.js';
import { Lacks } from '../parts/lacks.js';
import { Rows } from '../parts/rows.js';
import { usePages } from '../parts/use-pages.js';
import { AuditFilters } from './audit-filters.js';
import { AuditRow } from './audit-row.js';
import { exportAddress } from './export-address.js';
import { auditFilterFrom, auditQueryOf } from './search.js';
import { useActorNames } from './use-actor-names.js';
import { useSubjectNames } from './use-subject-names.js';
import { VerifyCard } from './verify-card.js';

/** What was done, by whom; and whether anybody has touched the record of it. */
export function AuditPage() {
  const mayRead = useMay('admin');
  if (!mayRead) return <Lacks title="Audit" who="administrators of the project" />;
  return <Audit />;
}

function Audit() {
  const choice = auditFilterFrom(useSearch({ strict: false }));
  const navigate = useNavigate();
  const nameOf = useActorNames();
  const subjectOf = useSubjectNames();
  const records = usePages(['audit', choice], (cursor) =>
    api.call('auditList', {
      query: { ...auditQueryOf(choice), limit: 50, ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  return (
    <Page
      title="Audit"
      action={
        <Button
          component="a"
          variant="default"
          href={exportAddress(choice)}
          download="audit.jsonl"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export
        </Button>
      }
    >
      <div className="settings-stack">
        <VerifyCard />
        <div>
          <AuditFilters
            choice={choice}
            onChange={(search) => void navigate({ to: '/settings/audit', search, replace: true })}
          />
          <Rows name="Audit records" {...records} empty="Nothing of this kind is on record.">
            {(record) => (
              <AuditRow
                key={record.sequence}
                record={record}
                actor={nameOf(record.actor)}
                subject={subjectOf(record)}
              />
            )}
          </Rows>
        </div>
      </div>
    </Page>
  );
}
