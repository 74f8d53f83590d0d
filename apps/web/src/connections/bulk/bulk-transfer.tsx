import { roleAllows } from '@patchbay/contracts';
import { useMembers } from '../queries.js';
import { BulkHandOver } from './bulk-hand-over.js';
import type { BulkProps } from './use-bulk.js';
import { isolated } from '../../ui/isolated.js';

/** Gives them to another member, who may then change and share them. */
export function BulkTransfer(props: BulkProps) {
  const { data: members = [] } = useMembers();
  const owners = members
    .filter(({ role, user }) => roleAllows(role, 'connector.edit') && !user.disabled)
    .map(({ user }) => ({ value: user.id, label: `${isolated(user.name)} · ${user.email}` }));
  return (
    <BulkHandOver
      {...props}
      title={(what) => `Give ${what} away`}
      deed="Give away"
      label="New owner"
      description="A member of the project who may change connections"
      nobody="Choose somebody"
      receivers={owners}
      targetOf={(to) => ({ to })}
      detachWords="Also personal ones that are in use: the patterns of others may no longer run with them"
    />
  );
}
