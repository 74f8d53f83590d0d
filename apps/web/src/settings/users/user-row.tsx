import type { User } from '@patchbay/contracts';
import { useState } from 'react';
import { useMe } from '../../api/use-me.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { MoreMenu } from '../../ui/more-menu.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateBadge } from '../../ui/state-badge.js';
import { DeleteUserDialog } from './delete-user-dialog.js';
import { LinkDialog } from './link-dialog.js';
import { useUserActions } from './use-user-actions.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

/** One person: who it is, whether they can come in, and what can be done about it. */
export function UserRow({ user }: { user: User }) {
  const { user: self } = useMe();
  const isSelf = user.id === self.id;
  const [isDeleting, setDeleting] = useState(false);
  const actions = useUserActions(user);
  return (
    <li className="list-row">
      <div className="list-row-main">
        <strong>
          <Name>{user.name}</Name>
        </strong>
        {isSelf && <span className="muted small"> you</span>}
        <p className="muted small list-row-facts">
          <span>{user.email}</span>
          <span>
            added <RelativeTime time={user.createdAt} />
          </span>
        </p>
        {actions.error !== null && <ErrorNotice error={actions.error} />}
      </div>
      <div className="list-row-end">
        {user.instanceRole === 'admin' && <span className="muted small">Administrator</span>}
        <Standing user={user} />
        <MoreMenu
          about={isolated(user.name)}
          items={[
            { name: 'Make a password link', onChoose: () => actions.link.mutate() },
            {
              name: user.instanceRole === 'admin' ? 'Make a plain member' : 'Make an administrator',
              isOff: isSelf,
              onChoose: () => actions.toggleAdmin.mutate(),
            },
            {
              name: user.disabled ? 'Enable' : 'Disable',
              isOff: isSelf,
              onChoose: () => actions.toggleDisabled.mutate(),
            },
            { name: 'Delete', isDangerous: true, isOff: isSelf, onChoose: () => setDeleting(true) },
          ]}
        />
      </div>
      {actions.link.data && (
        <LinkDialog name={user.name} link={actions.link.data} onClose={() => actions.link.reset()} />
      )}
      {isDeleting && <DeleteUserDialog user={user} onClose={() => setDeleting(false)} />}
    </li>
  );
}

function Standing({ user: { disabled, pending } }: { user: User }) {
  if (disabled) return <StateBadge state="failed">Disabled</StateBadge>;
  if (pending) return <StateBadge state="untested">Invited</StateBadge>;
  return <StateBadge state="passed">Active</StateBadge>;
}
