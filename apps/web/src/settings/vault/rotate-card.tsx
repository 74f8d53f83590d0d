import { Button, Progress } from '@mantine/core';
import type { VaultRotation, VaultStatus } from '@patchbay/contracts';
import { IconRotate } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { StateBadge } from '../../ui/state-badge.js';
import { count, grouped } from '../../ui/words.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { Section } from '../parts/section.js';

/** Replaces the master key while everything goes on, and tells how far it is. */
export function RotateCard({ status }: { status: VaultStatus }) {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['vault'] });
  const rotate = useMutation({
    mutationFn: () => api.call('vaultRotate', { body: { wait: true } }),
    onSettled: refresh,
  });
  // The answer comes at the end; till then the status tells how far it is.
  useEffect(() => {
    if (!rotate.isPending) return undefined;
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ['vault'] }), 1000);
    return () => clearInterval(timer);
  }, [rotate.isPending, queries]);
  const isRunning = rotate.isPending || status.rotation === 'running';
  return (
    <Section
      title="Rotation"
      intro="Makes a new master key and seals the key of every record under it. Nothing stops meanwhile."
      action={
        <Button
          variant="default"
          leftSection={<IconRotate size={16} aria-hidden />}
          loading={isRunning}
          onClick={() => setAsking(true)}
        >
          {status.rotation === 'unfinished' ? 'Go on with the rotation' : 'Rotate the key'}
        </Button>
      }
    >
      {status.rotation === 'unfinished' && !isRunning && (
        <StateBadge state="warning">A rotation was interrupted</StateBadge>
      )}
      <div aria-live="polite">
        {isRunning && <HowFar progress={status.progress} />}
        {rotate.isError && <ErrorNotice error={rotate.error} />}
        {rotate.data && 'moved' in rotate.data && <Outcome rotation={rotate.data} />}
      </div>
      {isAsking && (
        <DialogForm
          title="Rotate the master key?"
          button="Rotate"
          isPending={rotate.isPending}
          error={null}
          onSubmit={() => {
            setAsking(false);
            rotate.mutate();
          }}
          onClose={() => setAsking(false)}
        >
          <p className="flat">
            Every sealed record moves to a new key. Afterwards back up the new key: backups of the database
            from then on open only with it.
          </p>
        </DialogForm>
      )}
    </Section>
  );
}

function HowFar({ progress }: { progress: VaultStatus['progress'] }) {
  if (progress === null) return <p className="muted flat">The rotation begins…</p>;
  const { done, total } = progress;
  return (
    <>
      <Progress
        value={total === 0 ? 100 : (done / total) * 100}
        aria-label="Records that have moved"
        mb={6}
      />
      <p className="muted small flat">
        {grouped(done)} of {count(total, 'record')}
      </p>
    </>
  );
}

function Outcome({ rotation: { moved, left, advice } }: { rotation: VaultRotation }) {
  return (
    <>
      <StateBadge state={left === 0 ? 'passed' : 'warning'}>
        {`${count(moved, 'record')} moved, ${left === 0 ? 'none' : grouped(left)} left under an old key`}
      </StateBadge>
      {advice.length > 0 && (
        <ul>
          {advice.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
