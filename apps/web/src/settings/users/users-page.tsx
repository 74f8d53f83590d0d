import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay } from '../../api/use-me.js';
import { Page } from '../../ui/page.js';
import { SearchInput } from '../../ui/search-input.js';
import { Lacks } from '../parts/lacks.js';
import { Rows } from '../parts/rows.js';
import { usePages } from '../parts/use-pages.js';
import { InviteDialog } from './invite-dialog.js';
import { UserRow } from './user-row.js';

/** Everybody who can log in, and how they come in. */
export function UsersPage() {
  const mayManage = useMay('instance');
  if (!mayManage) return <Lacks title="Users" who="administrators of the installation" />;
  return <Users />;
}

function Users() {
  const [q, setQ] = useState('');
  const [isInviting, setInviting] = useState(false);
  const users = usePages(['users', q], (cursor) =>
    api.call('userList', {
      query: { limit: 50, ...(q === '' ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  return (
    <Page
      title="Users"
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
          Add user
        </Button>
      }
    >
      <div className="filters" role="search" aria-label="Users">
        <SearchInput label="Search users" placeholder="Name or address" text={q} onSearch={setQ} />
      </div>
      <Rows name="Users" {...users} empty="Nobody has such a name or address.">
        {(user) => <UserRow key={user.id} user={user} />}
      </Rows>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}
