import type { ConnectionSummary } from '@patchbay/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MoreMenu } from '../ui/more-menu.js';
import { DeleteConnection } from './detail/delete-connection.js';
import { RenameConnection } from './rename/rename-connection.js';
import { isolated } from '../ui/isolated.js';

interface ConnectionMenuProps {
  connection: ConnectionSummary;
  /** Beside buttons of its own page, of which Edit is one. */
  isFramed?: boolean;
}

/** What is done with one connection, from its row or its page. */
export function ConnectionMenu({ connection, isFramed = false }: ConnectionMenuProps) {
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  // Once asked for it stays, as the server's answer may open it again.
  const [isRenaming, setRenaming] = useState<boolean>();
  const { id, name } = connection;
  const edit = {
    name: 'Edit',
    onChoose: () => void navigate({ to: '/connections/$id/edit', params: { id } }),
  };
  return (
    <>
      <MoreMenu
        isFramed={isFramed}
        about={isolated(name)}
        items={[
          ...(isFramed ? [] : [edit]),
          { name: 'Rename and tag', onChoose: () => setRenaming(true) },
          {
            name: 'Duplicate',
            onChoose: () => void navigate({ to: '/connections/new', search: { from: id } }),
          },
          { name: 'Delete', isDangerous: true, onChoose: () => setDeleting(true) },
        ]}
      />
      {isRenaming !== undefined && (
        <RenameConnection
          connection={connection}
          isOpen={isRenaming}
          onOpen={() => setRenaming(true)}
          onClose={() => setRenaming(false)}
        />
      )}
      {isDeleting && <DeleteConnection connection={connection} isOpen onClose={() => setDeleting(false)} />}
    </>
  );
}
