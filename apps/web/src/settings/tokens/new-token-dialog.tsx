import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type ApiTokenCreate, type Scope, scopes } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { api } from '../../api/client.js';
import { projectListQuery } from '../../api/queries.js';
import { useMe } from '../../api/use-me.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { ShownOnce } from '../parts/shown-once.js';
import { scopeWords } from './scope-words.js';
import { isolated } from '../../ui/isolated.js';

const lives = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Until it is revoked' },
];
const start = { name: '', chosen: ['pattern.read', 'pattern.run'], projectId: '', days: '90' };
type Values = typeof start;

/** Asks what a token is for, then shows it once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const { permissions } = useMe();
  const projects = useQuery(projectListQuery);
  const [values, setValues] = useState(start);
  const create = useMutation({
    mutationFn: () => api.call('tokenCreate', { body: bodyOf(values) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const set = (part: Partial<Values>) => setValues({ ...values, ...part });
  if (create.data) {
    return (
      // A slip of the mouse must not lose what is not shown again.
      <Dialog
        opened
        closeOnClickOutside={false}
        onClose={onClose}
        title={`Token ${isolated(create.data.name)}`}
        centered
      >
        <Stack>
          <p className="flat">Copy it now: it is not shown again.</p>
          <ShownOnce value={create.data.token} name="token" />
        </Stack>
      </Dialog>
    );
  }
  return (
    <DialogForm
      title="New API token"
      button="Create token"
      isPending={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="What it is for, such as “nightly export”."
        required
        data-autofocus
        maxLength={200}
        value={values.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Checkbox.Group label="It may" value={values.chosen} onChange={(chosen) => set({ chosen })}>
        <Stack gap={6} mt={6}>
          {scopes
            .filter((scope) => permissions.includes(scope))
            .map((scope) => (
              <Checkbox key={scope} value={scope} label={scopeWords[scope]} />
            ))}
        </Stack>
      </Checkbox.Group>
      <NativeSelect
        label="Project"
        data={[
          { value: '', label: 'Every project of yours' },
          ...(projects.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={values.projectId}
        onChange={(event) => set({ projectId: event.currentTarget.value })}
      />
      <NativeSelect
        label="Valid for"
        data={lives}
        value={values.days}
        onChange={(event) => set({ days: event.currentTarget.value })}
      />
    </DialogForm>
  );
}

const dayMs = 86_400_000;

function bodyOf({ name, chosen, projectId, days }: Values): ApiTokenCreate {
  return {
    name: name.trim(),
    scopes: chosen as Scope[],
    ...(projectId === '' ? {} : { projectId }),
    ...(days === '' ? {} : { expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString() }),
  };
}
