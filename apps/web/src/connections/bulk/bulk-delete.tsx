import { Button, Checkbox, Group, Stack } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { count } from '../../ui/words.js';
import { BulkItems } from './bulk-items.js';
import { useBulk } from './use-bulk.js';

interface BulkDeleteProps {
  connections: readonly ConnectionSummary[];
  onClose: () => void;
  onDone: () => void;
}

/** Says what stops by it before anything is deleted. */
export function BulkDelete({ connections, onClose, onDone }: BulkDeleteProps) {
  const [detach, setDetach] = useState(false);
  // What the list shows may change while the question stands.
  const [ids] = useState(() => connections.map(({ id }) => id));
  const bulk = useBulk({
    input: { ids, action: 'delete', ...(detach && { detach }) },
    isComplete: true,
    onDone: () => {
      onDone();
      onClose();
    },
  });
  const isUsed = bulk.items.some(({ dependents }) => dependents.length > 0);
  return (
    <Dialog opened onClose={onClose} title={`Delete ${count(ids.length, 'connection')}?`} centered>
      <Stack>
        <p className="flat">
          Stored secrets cannot be brought back.{ids.length > 1 && ' All are deleted, or none.'}
        </p>
        <BulkItems items={bulk.items} isLooking={bulk.isLooking} />
        {isUsed && (
          <Checkbox
            label="Detach them: what uses them stops working until it gets another connection"
            checked={detach}
            onChange={(event) => setDetach(event.currentTarget.checked)}
          />
        )}
        {bulk.error !== null && <ErrorNotice error={bulk.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep {ids.length > 1 ? 'them' : 'it'}
          </Button>
          <Button
            color="red"
            disabled={!bulk.isClear}
            loading={bulk.change.isPending}
            onClick={() => bulk.change.mutate()}
          >
            Delete {count(ids.length, 'connection')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
