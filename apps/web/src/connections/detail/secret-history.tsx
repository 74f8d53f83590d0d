import { Button, Skeleton, Stack, Title } from '@mantine/core';
import type { ConnectionDetail, RotationStatus, SecretHistoryEntry } from '@patchbay/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/use-me.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { ShowMore } from '../../ui/show-more.js';
import { StateBadge, type State } from '../../ui/state-badge.js';
import { ActorName } from '../actor-name.js';
import { secretHistoryQuery } from '../queries.js';
import { RollBack } from './roll-back.js';

/** When secrets were replaced, by whom, why, and how what replaced them was tested. Never a value. */
export function SecretHistory({ connection }: { connection: ConnectionDetail }) {
  const history = useInfiniteQuery(secretHistoryQuery(connection.id));
  const [chosen, setChosen] = useState<SecretHistoryEntry>();
  const entries = (history.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <section className="card" aria-labelledby="history-title">
      <Title order={2} size="h5" id="history-title">
        Secrets so far
      </Title>
      <p className="muted small flat history-intro">
        Only when and why they changed is kept to read. A roll back tests the earlier secrets first.
      </p>
      {history.isPending && <Skeleton height={120} aria-label="Loading the history" />}
      {history.isError && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.isSuccess && (
        <Stack component="ul" className="plain-list history" gap={0} aria-label="Secrets so far">
          <Live connection={connection} />
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} onRollBack={() => setChosen(entry)} />
          ))}
        </Stack>
      )}
      <ShowMore list={history} words="Show earlier ones" />
      <RollBack connection={connection} entry={chosen} onClose={() => setChosen(undefined)} />
    </section>
  );
}

function Live({ connection: { secretsSetAt, revokedAt } }: { connection: ConnectionDetail }) {
  return (
    <li className="history-line">
      {revokedAt === undefined ? (
        <StateBadge state="passed">Live</StateBadge>
      ) : (
        <StateBadge state="failed">Destroyed</StateBadge>
      )}
      <span className="grow">
        {revokedAt === undefined ? 'The secrets in use now' : 'Its secrets were revoked'}
      </span>
      <span className="muted small history-time">
        {secretsSetAt === null ? 'none set' : <RelativeTime time={revokedAt ?? secretsSetAt} />}
      </span>
    </li>
  );
}

const looks: Record<RotationStatus, { state: State; word: string }> = {
  passed: { state: 'passed', word: 'Rotated, test passed' },
  skipped: { state: 'warning', word: 'Rotated without a test' },
  failed: { state: 'failed', word: 'Saved although the test failed' },
  rollback: { state: 'restored', word: 'Rolled back' },
};

function Entry({ entry, onRollBack }: { entry: SecretHistoryEntry; onRollBack: () => void }) {
  const mayEdit = useMay('connector.edit');
  const { state, word } = looks[entry.testStatus];
  return (
    <li className="history-line">
      <StateBadge state={state}>{word}</StateBadge>
      <span className="grow">
        {entry.reason !== null && entry.reason !== '' && <>“{entry.reason}” </>}
        <span className="muted small">
          <ActorName actor={entry.actor} /> replaced those of version {entry.version}
        </span>
      </span>
      <span className="muted small history-time">
        <RelativeTime time={entry.at} />
      </span>
      {mayEdit && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={onRollBack}
          aria-label={`Roll back to the secrets of version ${entry.version}`}
        >
          Roll back
        </Button>
      )}
    </li>
  );
}
