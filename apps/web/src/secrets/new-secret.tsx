import { Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { isPatchbayError } from '@patchbay/errors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { api } from '../api/client.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { exactValue } from './exact-value.js';

interface NewSecretProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Name, what it is for, and first values. */
export function NewSecret({ isOpen, onClose }: NewSecretProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add secret" centered>
      <NewSecretForm onClose={onClose} />
    </Modal>
  );
}

function NewSecretForm({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const environments = useQuery({
    queryKey: ['environments', 'all'],
    queryFn: () => api.call('environmentList', { query: { limit: 200 } }),
  });
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const create = useMutation({
    mutationFn: () => {
      const given = Object.entries(values).filter(([, value]) => value !== '');
      const exact = Object.fromEntries(given.map(([key, value]) => [key, exactValue(value)]));
      return api.call('secretCreate', { body: { name, description, values: exact } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['secrets'] });
      onClose();
    },
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isName(name)) create.mutate();
  };
  const isTaken = isPatchbayError(create.error) && create.error.code === 'secret-name-taken';
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          description="Letters, digits and _, such as STRIPE_KEY"
          data-autofocus
          required
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          error={nameProblem(name, isTaken)}
          value={name}
          onChange={(event) => {
            create.reset();
            setName(event.currentTarget.value);
          }}
        />
        <TextInput
          label="Description"
          autoComplete="off"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {environments.data?.items.map(({ name: environment }) => (
          <PasswordInput
            key={environment}
            label={`Value in ${environment}`}
            autoComplete="new-password"
            value={values[environment] ?? ''}
            onChange={(event) => setValues({ ...values, [environment]: event.currentTarget.value })}
          />
        ))}
        {create.isError && !isTaken && <ErrorNotice error={create.error} />}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isName(name)} loading={create.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text);
}

function nameProblem(name: string, isTaken: boolean): string | undefined {
  if (isTaken) return 'Another secret has this name';
  return name === '' || isName(name) ? undefined : 'A letter first, then letters, digits and _';
}
