import { NativeSelect, TextInput } from '@mantine/core';
import type { Role } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { roleOptions } from '../parts/role-choice.js';

/** Somebody who has an account already, named by the address. */
export function AddMemberDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('designer');
  const add = useMutation({
    mutationFn: () =>
      api.call('memberAdd', { params: { id: projectId }, body: { email: email.trim(), role } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['projects'] });
      onClose();
    },
  });
  return (
    <DialogForm
      title="Add a member"
      button="Add member"
      isPending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Email"
        type="email"
        required
        data-autofocus
        autoComplete="off"
        description="Of somebody who has an account here already."
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label="Role"
        data={roleOptions}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
      />
    </DialogForm>
  );
}
