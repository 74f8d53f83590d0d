import { Button, Group, Stack } from '@mantine/core';
import type { ReplaceAnswer } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { api } from '../../api/client.js';
import { PickOne } from '../../ui/pick-one.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { count } from '../../ui/words.js';
import { usageQuery } from '../queries.js';
import type { QuestionProps } from './question.js';
import { UserList } from './user-list.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

/** Another connection takes its place in every draft and live version, all at once. */
export function ReplaceConnection({ connection, isOpen, onClose }: QuestionProps) {
  return (
    <Dialog opened={isOpen} onClose={onClose} title={`Replace ${isolated(connection.name)}`} centered>
      <Choice connection={connection} isOpen={isOpen} onClose={onClose} />
    </Dialog>
  );
}

function Choice({ connection, isOpen, onClose }: QuestionProps) {
  const { id } = connection;
  const queries = useQueryClient();
  const [chosen, setChosen] = useState('');
  const usage = useQuery({ ...usageQuery(id), enabled: isOpen });
  const others = useQuery({
    queryKey: ['connections', 'of-type', connection.type],
    queryFn: () => api.call('connectionList', { query: { type: connection.type, limit: 200 } }),
    enabled: isOpen,
    select: ({ items }) => items.filter((other) => other.id !== id),
  });
  const replace = useMutation({
    mutationFn: () => api.call('connectionReplaceWith', { params: { id, otherId: chosen } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  if (replace.data) return <Replaced answer={replace.data} onClose={onClose} />;
  const options = (others.data ?? []).map((other) => ({ value: other.id, label: other.name }));
  return (
    <Stack>
      {others.isSuccess && options.length === 0 ? (
        <p className="flat">There is no other connection of this kind. Duplicate this one first.</p>
      ) : (
        <PickOne
          label="Use instead"
          data-autofocus
          none="Choose a connection"
          options={options}
          value={chosen}
          onPick={setChosen}
        />
      )}
      <UserList sentence="These use it and change at once:" usage={usage.data} />
      {replace.isError && <ErrorNotice error={replace.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={chosen === ''} loading={replace.isPending} onClick={() => replace.mutate()}>
          Replace it
        </Button>
      </Group>
    </Stack>
  );
}

function Replaced({ answer: { replaced }, onClose }: { answer: ReplaceAnswer; onClose: () => void }) {
  return (
    <Stack role="status">
      <p className="flat">{count(replaced.length, 'pattern')} changed.</p>
      <ul>
        {replaced.map(({ patternId, patternName, version, activeVersion }) => (
          <li key={patternId}>
            <Name>{patternName}</Name>{' '}
            <span className="muted">
              (draft {version}
              {activeVersion !== null && `, version ${activeVersion} is live`})
            </span>
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
