import { ActionIcon, Menu } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { IconDots } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { DeleteConnection } from './detail/delete-connection.js';

/** What is done with one connection, from its row. */
export function RowMenu({ connection }: { connection: ConnectionSummary }) {
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { id, name } = connection;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More about ${name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigate({ to: '/connections/$id/edit', params: { id } })}>
            Edit
          </Menu.Item>
          <Menu.Item onClick={() => void navigate({ to: '/connections/new', search: { from: id } })}>
            Duplicate
          </Menu.Item>
          <Menu.Item color="red" onClick={() => setDeleting(true)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isDeleting && <DeleteConnection connection={connection} isOpen onClose={() => setDeleting(false)} />}
    </>
  );
}
