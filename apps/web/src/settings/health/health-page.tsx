import { Skeleton } from '@mantine/core';
import type { Ready } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { Page } from '../../ui/page.js';
import { StateBadge } from '../../ui/state-badge.js';
import { Section } from '../parts/section.js';
import { IsolationCard } from './isolation-card.js';

const names = {
  database: { name: 'Database', is: 'answers' },
  vault: { name: 'Vault', is: 'open; secrets can be sealed and lent' },
  runner: { name: 'Runners', is: 'at least one is up' },
  catalog: { name: 'Plugins', is: 'read' },
} as const;

/** Whether everything that runs need is up, read again every ten seconds. */
export function HealthPage() {
  const live = useQuery({ queryKey: ['health', 'live'], queryFn: () => api.call('healthLive') });
  const ready = useQuery({
    queryKey: ['health', 'ready'],
    queryFn: () => api.call('healthReady'),
    refetchInterval: 10_000,
  });
  return (
    <Page title="Health" action={ready.data && <Overall ready={ready.data} />}>
      {ready.isPending && <Skeleton height={200} />}
      {ready.isError && <ErrorNotice error={ready.error} onRetry={() => void ready.refetch()} />}
      {ready.data && (
        <div className="settings-stack">
          <Checks checks={ready.data.checks} />
          {ready.data.isolation && <IsolationCard isolation={ready.data.isolation} />}
          {live.data && <p className="muted small flat">Patchbay {live.data.version}</p>}
        </div>
      )}
    </Page>
  );
}

function Overall({ ready }: { ready: Ready }) {
  return ready.status === 'ready' ? (
    <StateBadge state="passed">Ready</StateBadge>
  ) : (
    <StateBadge state="failed">Not ready</StateBadge>
  );
}

function Checks({ checks }: { checks: Ready['checks'] }) {
  return (
    <Section title="What runs need">
      <ul className="plain-list" aria-label="Checks">
        {(Object.keys(names) as (keyof typeof names)[]).map((key) => (
          <li key={key} className="list-row">
            <div className="list-row-main">
              <strong>{names[key].name}</strong>
              <p className="muted small">{checks[key].detail ?? (checks[key].ok ? names[key].is : '')}</p>
            </div>
            <StateBadge state={checks[key].ok ? 'passed' : 'failed'}>
              {checks[key].ok ? 'Up' : 'Down'}
            </StateBadge>
          </li>
        ))}
      </ul>
    </Section>
  );
}
