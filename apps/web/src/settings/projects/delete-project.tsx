import { Button } from '@mantine/core';
import type { Project } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { isolated } from '../../ui/isolated.js';

/** Deletes a project after asking; one that holds something is refused with what it holds. */
export function DeleteProject({ project }: { project: Project }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.call('projectDelete', { params: { id: project.id } }),
    onSuccess: async () => {
      await navigate({ to: '/settings/projects' });
      await queries.invalidateQueries({ queryKey: ['projects'] });
    },
  });
  return (
    <>
      <Button variant="outline" color="red" onClick={() => setAsking(true)}>
        Delete project
      </Button>
      {isAsking && (
        <DialogForm
          title={`Delete ${isolated(project.name)}?`}
          button="Delete"
          isDangerous
          isPending={remove.isPending}
          error={remove.error}
          onSubmit={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p className="flat">Its members lose it, and the records of its runs are gone for ever.</p>
        </DialogForm>
      )}
    </>
  );
}
