import { Button } from '@mantine/core';
import type { SessionSummary } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { lastError } from '../../api/last-error.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Rows } from '../parts/rows.js';
import { Section } from '../parts/section.js';
import { deviceWords } from './device-words.js';

/** Where the person is logged in, each with a way to end it. */
export function Sessions() {
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => api.call('sessionList') });
  const refresh = () => queries.invalidateQueries({ queryKey: ['sessions'] });
  const end = useMutation({
    mutationFn: (id: string) => api.call('sessionEnd', { params: { id } }),
    onSuccess: refresh,
  });
  const endOthers = useMutation({
    mutationFn: () => api.call('sessionsEndOthers'),
    onSuccess: refresh,
  });
  const error = lastError(end, endOthers);
  const hasOthers = (sessions.data ?? []).some(({ current }) => !current);
  return (
    <Section
      title="Sessions"
      intro="Where you are logged in."
      action={
        hasOthers && (
          <Button
            variant="default"
            size="xs"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate()}
          >
            Sign out everywhere else
          </Button>
        )
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      <Rows
        name="Sessions"
        rows={sessions.data}
        error={sessions.error}
        onRetry={() => void sessions.refetch()}
        empty="There is no session."
      >
        {(session) => (
          <SessionRow
            key={session.id}
            session={session}
            isEnding={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        )}
      </Rows>
    </Section>
  );
}

interface SessionRowProps {
  session: SessionSummary;
  isEnding: boolean;
  onEnd: () => void;
}

function SessionRow({ session, isEnding, onEnd }: SessionRowProps) {
  const device = deviceWords(session.userAgent);
  return (
    <li className="list-row">
      <div className="list-row-main">
        <strong title={session.userAgent ?? undefined}>{device}</strong>
        <p className="muted small">
          since <RelativeTime time={session.createdAt} />
        </p>
      </div>
      {session.current ? (
        <span className="muted small">This browser</span>
      ) : (
        <Button
          variant="default"
          size="xs"
          loading={isEnding}
          onClick={onEnd}
          aria-label={`Sign out ${device}`}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
