import { Button } from '@mantine/core';
import type { SecretValueState } from '@patchbay/contracts';
import { MASK } from '@patchbay/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { api } from '../api/client.js';
import { useMay } from '../api/use-me.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateBadge } from '../ui/state-badge.js';
import { UnsavedGuard } from '../ui/unsaved-guard.js';
import { exactValue } from './exact-value.js';
import { SecretInput } from './secret-input.js';

interface SecretValueProps {
  name: string;
  value: SecretValueState;
}

/** Set or missing. Replacing opens an empty input: what is set never stands in one. */
export function SecretValue({ name, value }: SecretValueProps) {
  const { environment, isSet, setAt } = value;
  const mayEdit = useMay('secret.edit');
  const [isOpen, setOpen] = useState(false);
  const verb = isSet ? 'Replace' : 'Set';
  return (
    <li className="secret-value">
      <span className="secret-environment">{environment}</span>
      {isOpen ? (
        <ValueInput name={name} value={value} onDone={() => setOpen(false)} />
      ) : (
        <>
          <span className="grow">
            {isSet ? (
              <>
                <span className="mono" aria-label="A value">
                  {MASK}
                </span>{' '}
                <span className="muted small">set {setAt !== null && <RelativeTime time={setAt} />}</span>
              </>
            ) : (
              <StateBadge state="warning">Missing</StateBadge>
            )}
          </span>
          {mayEdit && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${verb} ${name} in ${environment}`}
              onClick={() => setOpen(true)}
            >
              {verb}
            </Button>
          )}
        </>
      )}
    </li>
  );
}

function ValueInput({ name, value, onDone }: SecretValueProps & { onDone: () => void }) {
  const { environment } = value;
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const save = useMutation({
    mutationFn: () =>
      api.call('secretValueSet', { params: { name, environment }, body: { value: exactValue(typed) } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['secrets'] });
      onDone();
    },
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed !== '') save.mutate();
  };
  return (
    <form className="secret-form" onSubmit={onSubmit}>
      <UnsavedGuard isDirty={typed !== ''} />
      <SecretInput
        className="grow"
        autoFocus
        aria-label={`Value of ${name} in ${environment}`}
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit" disabled={typed === ''} loading={save.isPending}>
        Save
      </Button>
      <Button variant="subtle" color="gray" onClick={onDone}>
        Cancel
      </Button>
      {save.isError && (
        <div className="secret-error">
          <ErrorNotice error={save.error} />
        </div>
      )}
    </form>
  );
}
