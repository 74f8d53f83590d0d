import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMe } from '../../api/use-me.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';
import { isolated } from '../../ui/isolated.js';

/** Name, address, and the role in the project that is open. */
export function NameForm() {
  const me = useMe();
  const queries = useQueryClient();
  const [name, setName] = useState(me.user.name);
  const save = useMutation({
    mutationFn: () => api.call('mePatch', { body: { name: name.trim() } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['session'] }),
  });
  const isChanged = name.trim() !== me.user.name && name.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) save.mutate();
      }}
    >
      <Stack>
        <dl className="facts">
          <dt>Email</dt>
          <dd>{me.user.email}</dd>
          <dt>Project</dt>
          <dd>{me.project === null ? 'None' : `${isolated(me.project.name)}, as ${me.project.role}`}</dd>
          <dt>Installation</dt>
          <dd>{me.user.instanceRole === 'admin' ? 'Administrator' : 'Member'}</dd>
        </dl>
        <TextInput
          label="Name"
          className="medium-input"
          maxLength={200}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.isError && <ErrorNotice error={save.error} />}
        <Group>
          <Button type="submit" variant="default" disabled={!isChanged} loading={save.isPending}>
            Save name
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard isDirty={isChanged && !save.isPending} />
    </form>
  );
}
