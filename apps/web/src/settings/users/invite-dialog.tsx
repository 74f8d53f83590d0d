import { Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import type { Role, UserCreate, UserCreated } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMe } from '../../api/use-me.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { roleOptions } from '../parts/role-choice.js';
import { LinkDialog } from './link-dialog.js';
import { isolated } from '../../ui/isolated.js';

const start = { name: '', email: '', password: '', byLink: true, role: 'designer', isAdmin: false };
type Values = typeof start;

/** Adds somebody, by a link unless a first password is given. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const { project } = useMe();
  const [values, setValues] = useState(start);
  const create = useMutation({
    mutationFn: (body: UserCreate): Promise<UserCreated> => api.call('userCreate', { body }),
    onSuccess: async ({ passwordLink }) => {
      await queries.invalidateQueries({ queryKey: ['users'] });
      if (passwordLink === undefined) onClose();
    },
  });
  const set = (part: Partial<Values>) => setValues({ ...values, ...part });
  if (create.data?.passwordLink)
    return <LinkDialog name={create.data.name} link={create.data.passwordLink} onClose={onClose} />;
  return (
    <DialogForm
      title="Add a user"
      button={values.byLink ? 'Make the invitation' : 'Add user'}
      isPending={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate(bodyOf(values, project?.id))}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={200}
        value={values.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Email"
        type="email"
        required
        autoComplete="off"
        value={values.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <NativeSelect
        label={project === null ? 'Role' : `Role in ${isolated(project.name)}`}
        data={[...roleOptions, { value: '', label: 'None: not in this project' }]}
        value={values.role}
        onChange={(event) => set({ role: event.currentTarget.value })}
      />
      <Checkbox
        label="Administrator of the installation"
        description="Looks after users and projects."
        checked={values.isAdmin}
        onChange={(event) => set({ isAdmin: event.currentTarget.checked })}
      />
      <Checkbox
        label="They choose their password by a link"
        checked={values.byLink}
        onChange={(event) => set({ byLink: event.currentTarget.checked })}
      />
      {!values.byLink && (
        <PasswordInput
          label="First password"
          required
          autoComplete="new-password"
          value={values.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
      )}
    </DialogForm>
  );
}

function bodyOf(values: Values, projectId: string | undefined): UserCreate {
  const { name, email, password, byLink, role, isAdmin } = values;
  return {
    name: name.trim(),
    email: email.trim(),
    instanceRole: isAdmin ? 'admin' : 'member',
    ...(byLink ? {} : { password }),
    ...(role === '' || projectId === undefined ? {} : { memberships: [{ projectId, role: role as Role }] }),
  };
}
