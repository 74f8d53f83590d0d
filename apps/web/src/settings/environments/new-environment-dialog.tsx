import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { DialogForm } from '../../ui/dialog-form.js';

export function NewEnvironmentDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const create = useMutation({
    mutationFn: () =>
      api.call('environmentCreate', { body: { name: name.trim(), description: description.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['environments'] });
      onClose();
    },
  });
  return (
    <DialogForm
      title="Add an environment"
      button="Add environment"
      isPending={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="Small letters, digits and hyphens: it stands in the addresses of webhooks."
        required
        data-autofocus
        maxLength={40}
        pattern="[a-z][a-z0-9\-]*"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Description"
        maxLength={2000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
