import { Button, Checkbox, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { BulkItems } from './bulk-items.js';
import type { Bulk } from './use-bulk.js';

interface BulkDialogProps {
  bulk: Bulk;
  title: string;
  /** What the deed does to what is in use; absent where nothing is. */
  detach?: string | undefined;
  /** The words of the two buttons. */
  deed: string;
  refuse: string;
  /** What is done cannot be undone, so the other button has the focus. */
  isFinal?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Asks, and says what it touches, before it is done to all of them. */
export function BulkDialog(props: BulkDialogProps) {
  const { bulk, title, detach, deed, refuse, isFinal = false, onClose, children } = props;
  return (
    <Dialog opened onClose={onClose} title={title} centered>
      <Stack>
        {children}
        {bulk.isComplete && <BulkItems items={bulk.items} isLooking={bulk.isLooking} />}
        {detach !== undefined && (
          <Checkbox
            label={detach}
            checked={bulk.detach}
            onChange={(event) => bulk.setDetach(event.currentTarget.checked)}
          />
        )}
        {bulk.error !== null && (
          <ErrorNotice error={bulk.error} {...(bulk.lookAgain && { onRetry: bulk.lookAgain })} />
        )}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus={isFinal || undefined} onClick={onClose}>
            {refuse}
          </Button>
          <Button
            {...(isFinal && { color: 'red' })}
            disabled={!bulk.isClear}
            loading={bulk.change.isPending}
            onClick={() => bulk.change.mutate()}
          >
            {deed}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
