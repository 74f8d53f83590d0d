import { Button, Group, TextInput } from '@mantine/core';
import type { Project } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';

/** Renames a project; the rail shows the new name at once. */
export function ProjectName({ project }: { project: Project }) {
  const queries = useQueryClient();
  const [name, setName] = useState(project.name);
  const rename = useMutation({
    mutationFn: () => api.call('projectPatch', { params: { id: project.id }, body: { name: name.trim() } }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['projects'] }),
        queries.invalidateQueries({ queryKey: ['session'] }),
      ]),
  });
  const isChanged = name.trim() !== project.name;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate();
      }}
    >
      <Group align="flex-end">
        <TextInput
          aria-label="Name of the project"
          className="grow"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={rename.isPending}
          disabled={name.trim() === '' || !isChanged}
        >
          Rename
        </Button>
      </Group>
      <UnsavedGuard isDirty={isChanged && !rename.isPending} />
      {rename.isError && <ErrorNotice error={rename.error} />}
    </form>
  );
}
