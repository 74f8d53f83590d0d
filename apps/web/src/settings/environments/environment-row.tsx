import { Button } from '@mantine/core';
import type { Environment } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { environmentClass } from '../../ui/environment-colour.js';
import { DialogForm } from '../../ui/dialog-form.js';

interface EnvironmentRowProps {
  environment: Environment;
  mayManage: boolean;
}

export function EnvironmentRow({ environment, mayManage }: EnvironmentRowProps) {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { name, description, isDefault } = environment;
  const remove = useMutation({
    mutationFn: () => api.call('environmentDelete', { params: { name } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['environments'] }),
  });
  return (
    <li className="list-row">
      <div className="list-row-main">
        <span className={environmentClass(name)}>{name}</span>
        <p className="muted small list-row-facts">
          {description !== '' && <span>{description}</span>}
          {isDefault && <span>Runs that name no environment happen here</span>}
        </p>
      </div>
      {mayManage && !isDefault && (
        <Button variant="default" size="xs" aria-label={`Delete ${name}`} onClick={() => setAsking(true)}>
          Delete
        </Button>
      )}
      {isAsking && (
        <DialogForm
          title={`Delete ${name}?`}
          button="Delete environment"
          isDangerous
          isPending={remove.isPending}
          error={remove.error}
          onSubmit={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p className="flat">It goes only when no secret has a value in it and nothing is live there.</p>
        </DialogForm>
      )}
    </li>
  );
}
