import { Button, Checkbox, Group, NativeSelect, Stack } from '@mantine/core';
import { type ConnectionSummary, roleAllows } from '@patchbay/contracts';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { count } from '../../ui/words.js';
import { useMembers } from '../queries.js';
import { BulkItems } from './bulk-items.js';
import { useBulk } from './use-bulk.js';

interface BulkTransferProps {
  connections: readonly ConnectionSummary[];
  onClose: () => void;
  onDone: () => void;
}

/** Gives them to another member, who may then change and share them. */
export function BulkTransfer({ connections, onClose, onDone }: BulkTransferProps) {
  const { data: members = [] } = useMembers();
  const [to, setTo] = useState('');
  const [detach, setDetach] = useState(false);
  const [ids] = useState(() => connections.map(({ id }) => id));
  const bulk = useBulk({
    input: { ids, action: 'transfer', to, ...(detach && { detach }) },
    isComplete: to !== '',
    onDone: () => {
      onDone();
      onClose();
    },
  });
  const isInTheWay = detach || bulk.items.some(({ problem }) => problem === 'connection-in-use');
  const owners = members
    .filter(({ role, user }) => roleAllows(role, 'connector.edit') && !user.disabled)
    .map(({ user }) => ({ value: user.id, label: `${user.name} · ${user.email}` }));
  return (
    <Dialog opened onClose={onClose} title={`Give ${count(ids.length, 'connection')} away`} centered>
      <Stack>
        <NativeSelect
          label="New owner"
          description="A member of the project who may change connections"
          data-autofocus
          data={[{ value: '', label: 'Choose somebody' }, ...owners]}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        {to !== '' && <BulkItems items={bulk.items} isLooking={bulk.isLooking} />}
        {to !== '' && isInTheWay && (
          <Checkbox
            label="Also personal ones that are in use: the patterns of others may no longer run with them"
            checked={detach}
            onChange={(event) => setDetach(event.currentTarget.checked)}
          />
        )}
        {bulk.error !== null && <ErrorNotice error={bulk.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={to === '' || !bulk.isClear}
            loading={bulk.change.isPending}
            onClick={() => bulk.change.mutate()}
          >
            Give away
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
