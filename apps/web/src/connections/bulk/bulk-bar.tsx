import './bulk.css';
import { Button } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { count } from '../../ui/words.js';
import { BulkDelete } from './bulk-delete.js';
import { BulkMove } from './bulk-move.js';
import { BulkTransfer } from './bulk-transfer.js';
import type { BulkProps } from './use-bulk.js';
import { useReceivingProjects } from './use-receiving-projects.js';
import type { Selection } from './use-selection.js';

/** The server takes no more at once. */
const most = 500;

/** What is done with the selected connections; there while any is selected. */
export function BulkBar({ selection: { chosen, clear } }: { selection: Selection }) {
  const [deed, setDeed] = useState<{ Dialog: ComponentType<BulkProps> }>();
  const mayMove = useReceivingProjects().length > 0;
  const isTooMany = chosen.length > most;
  const small = { size: 'xs', disabled: isTooMany } as const;
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
            <Button {...small} variant="default" onClick={() => setDeed({ Dialog: BulkTransfer })}>
              Change owner
            </Button>
            {mayMove && (
              <Button {...small} variant="default" onClick={() => setDeed({ Dialog: BulkMove })}>
                Move to project
              </Button>
            )}
            <Button {...small} variant="outline" color="red" onClick={() => setDeed({ Dialog: BulkDelete })}>
              Delete
            </Button>
          </div>
        </section>
      )}
      {deed && <deed.Dialog connections={chosen} onClose={() => setDeed(undefined)} onDone={clear} />}
    </>
  );
}
