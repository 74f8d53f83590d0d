import { TextInput } from '@mantine/core';
import { isPatchbayError } from '@patchbay/errors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.js';
import { DialogForm } from '../ui/dialog-form.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { exactValue } from './exact-value.js';
import { SecretInput } from './secret-input.js';

/** Name, what it is for, and first values. */
export function NewSecret({ onClose }: { onClose: () => void }) {
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
  const isTaken = isPatchbayError(create.error) && create.error.code === 'secret-name-taken';
  return (
    <DialogForm
      title="Add secret"
      button="Save"
      isPending={create.isPending}
      error={isTaken ? null : create.error}
      onSubmit={() => isName(name) && create.mutate()}
      onClose={onClose}
    >
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
      {environments.isError && (
        <ErrorNotice error={environments.error} onRetry={() => void environments.refetch()} />
      )}
      {environments.data?.items.map(({ name: environment }) => (
        <SecretInput
          key={environment}
          label={`Value in ${environment}`}
          value={values[environment] ?? ''}
          onChange={(value) => setValues({ ...values, [environment]: value })}
        />
      ))}
    </DialogForm>
  );
}

function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text);
}

function nameProblem(name: string, isTaken: boolean): string | undefined {
  if (isTaken) return 'Another secret has this name';
  return name === '' || isName(name) ? undefined : 'A letter first, then letters, digits and _';
}
