import type { ConnectionBulk } from '@patchbay/contracts';
import { useState } from 'react';
import { PickOne } from '../../ui/pick-one.js';
import { count } from '../../ui/words.js';
import { BulkDialog } from './bulk-dialog.js';
import { type BulkProps, useBulk } from './use-bulk.js';

interface BulkHandOverProps extends BulkProps {
  /** Of their number in words. */
  title: (what: string) => string;
  deed: string;
  /** Of the list of those who may get them. */
  label: string;
  description: string;
  /** What the list says before one is chosen. */
  nobody: string;
  receivers: readonly { value: string; label: string }[];
  targetOf: (receiver: string) => Pick<ConnectionBulk, 'to' | 'toProject'>;
  /** What it does to what is in use. */
  detachWords: string;
}

/** Gives all of them to one who is chosen here. */
export function BulkHandOver(props: BulkHandOverProps) {
  const { title, deed, label, description, nobody, receivers, targetOf, detachWords, onClose } = props;
  const [receiver, setReceiver] = useState('');
  const isChosen = receiver !== '';
  const bulk = useBulk(props, { action: 'transfer', ...targetOf(receiver) }, isChosen);
  const isInTheWay = bulk.detach || bulk.items.some(({ problem }) => problem === 'connection-in-use');
  return (
    <BulkDialog
      bulk={bulk}
      title={title(count(bulk.ids.length, 'connection'))}
      detach={isChosen && isInTheWay ? detachWords : undefined}
      deed={deed}
      refuse="Cancel"
      onClose={onClose}
    >
      <PickOne
        label={label}
        description={description}
        data-autofocus
        none={nobody}
        options={receivers}
        value={receiver}
        onPick={setReceiver}
      />
    </BulkDialog>
  );
}
