import type { ConnectionSummary } from '@patchbay/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MoreMenu } from '../ui/more-menu.js';
import { DeleteConnection } from './detail/delete-connection.js';

/** What is done with one connection, from its row. */
export function RowMenu({ connection }: { connection: ConnectionSummary }) {
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { id, name } = connection;
  return (
    <>
      <MoreMenu
        about={name}
        items={[
          { name: 'Edit', onChoose: () => void navigate({ to: '/connections/$id/edit', params: { id } }) },
          {
            name: 'Duplicate',
            onChoose: () => void navigate({ to: '/connections/new', search: { from: id } }),
          },
          { name: 'Delete', isDangerous: true, onChoose: () => setDeleting(true) },
        ]}
      />
      {isDeleting && <DeleteConnection connection={connection} isOpen onClose={() => setDeleting(false)} />}
    </>
  );
}
