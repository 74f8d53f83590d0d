import { Button, Group, Stack } from '@mantine/core';
import type { ConnectionDetail, SecretHistoryEntry } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dialog } from '../../ui/dialog.js';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { isProblem } from '../queries.js';
import { reportIn } from '../rotate/report-in.js';
import { Report } from '../rotate/report.js';

interface RollBackProps {
  connection: ConnectionDetail;
  entry: SecretHistoryEntry | undefined;
  onClose: () => void;
}

/** Asks, tests the earlier secrets, and puts them back only when they pass. */
export function RollBack({ connection, entry, onClose }: RollBackProps) {
  return (
    <Dialog
      opened={entry !== undefined}
      onClose={onClose}
      title="Roll back the secrets?"
      centered
      size="lg"
      transitionProps={{ duration: 0 }}
    >
      {entry && <Question key={entry.id} connection={connection} entry={entry} onClose={onClose} />}
    </Dialog>
  );
}

function Question({ connection, entry, onClose }: RollBackProps & { entry: SecretHistoryEntry }) {
  const queries = useQueryClient();
  const rollBack = useMutation({
    mutationFn: () => api.call('connectionRollback', { params: { id: connection.id, historyId: entry.id } }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['connections'] });
    },
  });
  const hasFailed = isProblem(rollBack.error, 'rotation-test-failed');
  return (
    <Stack>
      <p className="flat">
        The secrets that were live until <RelativeTime time={entry.at} /> come back, with the settings they
        were live with. They are tested first; nothing changes unless they pass.
      </p>
      <div aria-live="polite">
        {hasFailed && (
          <Stack>
            <p className="flat problem-text">They do not pass any more, so nothing was changed.</p>
            <Report report={reportIn(rollBack.error)} />
          </Stack>
        )}
        {rollBack.isError && !hasFailed && <ErrorNotice error={rollBack.error} />}
      </div>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {hasFailed ? 'Close' : 'Keep the live ones'}
        </Button>
        <Button loading={rollBack.isPending} onClick={() => rollBack.mutate()}>
          {hasFailed ? 'Test again' : 'Test & roll back'}
        </Button>
      </Group>
    </Stack>
  );
}
