import { Button, Group } from '@mantine/core';
import type { RunDetail } from '@patchbay/contracts';
import { IconPlayerStop, IconRepeat } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { lastError } from '../api/last-error.js';
import { useMay } from '../api/use-me.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { isOver } from './is-active.js';
import { RunStatusBadge } from './run-status.js';

/** How it stands; cancel while it goes on, run again when it is over. */
export function RunActions({ run }: { run: RunDetail }) {
  const mayRun = useMay('pattern.run');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const cancel = useMutation({ mutationFn: () => api.call('runCancel', { params: { id: run.id } }) });
  const again = useMutation({
    mutationFn: () =>
      api.call('patternRun', {
        params: { id: run.patternId },
        body: { environment: run.environment },
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['runs'] });
      await navigate({ to: '/runs/$id', params: { id } });
    },
  });
  const error = lastError(cancel, again);
  return (
    <div>
      <Group gap="sm">
        <span role="status">
          <RunStatusBadge status={run.status} waiting={run.waiting} />
        </span>
        {mayRun && !isOver(run.status) && (
          <Button
            color="red"
            variant="outline"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
        {mayRun && isOver(run.status) && (
          <Button
            leftSection={<IconRepeat size={16} aria-hidden />}
            loading={again.isPending}
            title="Runs the pattern as it is saved now, in the same environment"
            onClick={() => again.mutate()}
          >
            Run again
          </Button>
        )}
      </Group>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
