import { Checkbox } from '@mantine/core';
import type { User } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { isolated } from '../../ui/isolated.js';

/** Asks first, and says what goes with the user. */
export function DeleteUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const queries = useQueryClient();
  const [withConnections, setWithConnections] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      api.call('userDelete', {
        params: { id: user.id },
        query: withConnections ? { deletePersonalConnections: true } : {},
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['users'] });
      onClose();
    },
  });
  return (
    <DialogForm
      title={`Delete ${isolated(user.name)}?`}
      button="Delete user"
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p className="flat">
        Sessions, API tokens and memberships of {user.email} go with the account. What they did stays in the
        audit log.
      </p>
      <Checkbox
        label="Delete their personal connections too"
        description="Without this, somebody who still owns personal connections cannot be deleted."
        checked={withConnections}
        onChange={(event) => setWithConnections(event.currentTarget.checked)}
      />
    </DialogForm>
  );
}
