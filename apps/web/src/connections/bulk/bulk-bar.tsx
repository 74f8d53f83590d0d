import './bulk.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { count } from '../../ui/words.js';
import { BulkDelete } from './bulk-delete.js';
import { BulkTransfer } from './bulk-transfer.js';
import type { Selection } from './use-selection.js';

/** The server takes no more at once. */
const most = 500;

/** What is done with the selected connections; there while any is selected. */
export function BulkBar({ selection: { chosen, clear } }: { selection: Selection }) {
  const [dialog, setDialog] = useState<'delete' | 'transfer'>();
  const close = () => setDialog(undefined);
  const isTooMany = chosen.length > most;
  return (
    <>
      {chosen.length > 0 && (
        <section className="bulk-bar" aria-label="Selected connections">
          <span role="status">{count(chosen.length, 'connection')} selected</span>
          {isTooMany && <span className="muted small">At most {most} can be changed at once.</span>}
          <div className="bulk-buttons">
            <Button size="xs" variant="default" onClick={clear}>
              Clear selection
            </Button>
            <Button size="xs" variant="default" disabled={isTooMany} onClick={() => setDialog('transfer')}>
              Change owner
            </Button>
            <Button
              size="xs"
              variant="outline"
              color="red"
              disabled={isTooMany}
              onClick={() => setDialog('delete')}
            >
              Delete
            </Button>
          </div>
        </section>
      )}
      {dialog === 'delete' && <BulkDelete connections={chosen} onClose={close} onDone={clear} />}
      {dialog === 'transfer' && <BulkTransfer connections={chosen} onClose={close} onDone={clear} />}
    </>
  );
}
