import { NativeSelect } from '@mantine/core';
import { roleAllows } from '@patchbay/contracts';
import { useState } from 'react';
import { count } from '../../ui/words.js';
import { useMembers } from '../queries.js';
import { BulkDialog } from './bulk-dialog.js';
import { type BulkProps, useBulk } from './use-bulk.js';

const detachWords = 'Also personal ones that are in use: the patterns of others may no longer run with them';

/** Gives them to another member, who may then change and share them. */
export function BulkTransfer(props: BulkProps) {
  const { data: members = [] } = useMembers();
  const [to, setTo] = useState('');
  const bulk = useBulk(props, { action: 'transfer', to }, to !== '');
  const isInTheWay = bulk.detach || bulk.items.some(({ problem }) => problem === 'connection-in-use');
  const owners = members
    .filter(({ role, user }) => roleAllows(role, 'connector.edit') && !user.disabled)
    .map(({ user }) => ({ value: user.id, label: `${user.name} · ${user.email}` }));
  return (
    <BulkDialog
      bulk={bulk}
      title={`Give ${count(bulk.ids.length, 'connection')} away`}
      detach={to !== '' && isInTheWay ? detachWords : undefined}
      deed="Give away"
      refuse="Cancel"
      onClose={props.onClose}
    >
      <NativeSelect
        label="New owner"
        description="A member of the project who may change connections"
        data-autofocus
        data={[{ value: '', label: 'Choose somebody' }, ...owners]}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
    </BulkDialog>
  );
}
