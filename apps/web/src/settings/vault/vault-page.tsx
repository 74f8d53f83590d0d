import { Skeleton } from '@mantine/core';
import type { VaultStatus } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMay } from '../../api/use-me.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { Page } from '../../ui/page.js';
import { StateBadge } from '../../ui/state-badge.js';
import { Lacks } from '../parts/lacks.js';
import { Section } from '../parts/section.js';
import { KeyRow } from './key-row.js';
import { RotateCard } from './rotate-card.js';

const providers = {
  file: 'A file',
  env: 'The environment of the process',
  keychain: "The system's keychain",
};

/** The master key by its fingerprint, what is sealed under it, and its replacement. */
export function VaultPage() {
  const mayManage = useMay('instance');
  if (!mayManage) return <Lacks title="Vault" who="administrators of the installation" />;
  return <Vault />;
}

function Vault() {
  const status = useQuery({
    queryKey: ['vault'],
    queryFn: () => api.call('vaultStatus'),
    // While a rotation runs, its progress is worth a question a second.
    refetchInterval: ({ state }) => (state.data?.rotation === 'running' ? 1000 : false),
  });
  return (
    <Page title="Vault">
      {status.isPending && <Skeleton height={240} />}
      {status.isError && <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />}
      {status.data && <Parts status={status.data} />}
    </Page>
  );
}

function Parts({ status }: { status: VaultStatus }) {
  return (
    <div className="settings-stack">
      <Section title="Where the key is" action={<Standing health={status.health} />}>
        <dl className="facts">
          <dt>Kept in</dt>
          <dd>{providers[status.provider]}</dd>
          <dt>Place</dt>
          <dd className="mono">{status.place}</dd>
          <dt>Fingerprint</dt>
          <dd className="mono">{status.keyId}</dd>
        </dl>
        {status.health.detail !== undefined && <p className="flat">{status.health.detail}</p>}
        {status.plaintext > 0 && (
          <p className="problem-text flat">
            {status.plaintext} records are not sealed. Rotate the key to seal them.
          </p>
        )}
      </Section>
      <RotateCard status={status} />
      <Section title="Keys" intro="By fingerprint. A key itself is never shown.">
        <ul className="plain-list" aria-label="Keys">
          {status.keys.map((key) => (
            <KeyRow key={key.keyId} vaultKey={key} />
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Standing({ health }: { health: VaultStatus['health'] }) {
  return health.ok ? (
    <StateBadge state="passed">Found again after a restart</StateBadge>
  ) : (
    <StateBadge state="failed">Not found again after a restart</StateBadge>
  );
}
