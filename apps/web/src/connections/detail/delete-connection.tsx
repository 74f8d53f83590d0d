import { Button, Group, Stack } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dialog } from '../../ui/dialog.js';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { isProblem, usageQuery } from '../queries.js';
import { type Dependent, dependentsIn } from './dependents.js';
import { unlistedIn, UserList } from './user-list.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

interface DeleteConnectionProps {
  connection: Pick<ConnectionSummary, 'id' | 'name'>;
  isOpen: boolean;
  onClose: () => void;
}

const list = '/connections';

/** Says what stops by it. What is not named here, such as a user that came meanwhile, the server names first. */
export function DeleteConnection({ connection, isOpen, onClose }: DeleteConnectionProps) {
  return (
    <Dialog opened={isOpen} onClose={onClose} title={`Delete ${isolated(connection.name)}?`} centered>
      <DeleteQuestion connection={connection} onCancel={onClose} />
    </Dialog>
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
  const { data: usage } = useQuery(usageQuery(connection.id));
  const isRefused = isProblem(remove.error, 'connection-in-use');
  const isNamed = usage !== undefined && usage.recent.length > 0 && unlistedIn(usage) === 0;
  const detaches = isRefused || isNamed;
  return (
    <Stack>
      <p className="flat">The stored secrets cannot be brought back.</p>
      {isRefused ? (
        <Dependents dependents={dependentsIn(remove.error)} />
      ) : (
        <UserList sentence={stopping} usage={usage} />
      )}
      {remove.isError && !isRefused && <ErrorNotice error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onCancel}>
          Keep it
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(detaches)}>
          {detaches ? 'Detach and delete' : 'Delete connection'}
        </Button>
      </Group>
    </Stack>
  );
}

const stopping = 'These use it and would stop working until they get another connection:';

function Dependents({ dependents }: { dependents: Dependent[] }) {
  return (
    <div role="alert">
      <p className="flat">{stopping}</p>
      <ul>
        {dependents.map(({ patternId, patternName, kind, version, nodes }) => (
          <li key={`${patternId} ${kind} ${version ?? ''}`}>
            <Name>{patternName}</Name>{' '}
            <span className="muted">
              ({kind === 'draft' ? 'draft' : `version ${version ?? ''}`}, {nodes})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
