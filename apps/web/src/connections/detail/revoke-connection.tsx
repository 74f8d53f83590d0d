import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Dialog } from '../../ui/dialog.js';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { usageQuery } from '../queries.js';
import type { QuestionProps } from './question.js';
import { UserList } from './user-list.js';
import { isolated } from '../../ui/isolated.js';

/** Says first what stops by it. */
export function RevokeConnection({ connection, isOpen, onClose }: QuestionProps) {
  const queries = useQueryClient();
  const usage = useQuery({ ...usageQuery(connection.id), enabled: isOpen });
  const revoke = useMutation({
    mutationFn: () => api.call('connectionRevoke', { params: { id: connection.id } }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['connections'] });
    },
  });
  return (
    <Dialog opened={isOpen} onClose={onClose} title={`Revoke ${isolated(connection.name)}?`} centered>
      <Stack>
        <p className="flat">
          Its secrets are destroyed, and nobody can bring them back. Revoke them at the service too.
        </p>
        <UserList sentence="These stop working:" usage={usage.data} />
        {revoke.isError && <ErrorNotice error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke and destroy
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
