import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { isProblem } from '../queries.js';
import { type Dependent, dependentsIn } from './dependents.js';

interface DeleteConnectionProps {
  connection: Pick<ConnectionSummary, 'id' | 'name'>;
  isOpen: boolean;
  onClose: () => void;
}

const list = '/connections';

/** Deleting asks twice when something uses the connection: the second time with the list. */
export function DeleteConnection({ connection, isOpen, onClose }: DeleteConnectionProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Delete ${connection.name}?`} centered>
      <DeleteQuestion connection={connection} onCancel={onClose} />
    </Modal>
  );
}

function DeleteQuestion({
  connection,
  onCancel,
}: {
  connection: DeleteConnectionProps['connection'];
  onCancel: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: (detach: boolean) =>
      api.call('connectionDelete', { params: { id: connection.id }, query: detach ? { detach } : {} }),
    onSuccess: async () => {
      // The list keeps its filters.
      if (location.pathname !== list) await navigate({ to: list, search: {} });
      queries.removeQueries({ queryKey: ['connections', 'one', connection.id] });
      await queries.invalidateQueries({ queryKey: ['connections'] });
    },
  });
  const isInUse = isProblem(remove.error, 'connection-in-use');
  return (
    <Stack>
      {!isInUse && <p className="flat">The stored secrets cannot be brought back.</p>}
      {isInUse && <Dependents dependents={dependentsIn(remove.error)} />}
      {remove.isError && !isInUse && <ErrorNotice error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onCancel}>
          Keep it
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(isInUse)}>
          {isInUse ? 'Detach and delete' : 'Delete connection'}
        </Button>
      </Group>
    </Stack>
  );
}

function Dependents({ dependents }: { dependents: Dependent[] }) {
  return (
    <div role="alert">
      <p className="flat">These use it and would stop working until they get another connection:</p>
      <ul>
        {dependents.map(({ patternId, patternName, kind, version, nodes }) => (
          <li key={`${patternId} ${kind} ${version ?? ''}`}>
            {patternName}{' '}
            <span className="muted">
              ({kind === 'draft' ? 'draft' : `version ${version ?? ''}`}, {nodes})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
