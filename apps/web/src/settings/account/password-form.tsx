import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, rememberCsrfToken } from '../../api/client.js';
import { useMe } from '../../api/use-me.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { StateBadge } from '../../ui/state-badge.js';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';

const empty = { currentPassword: '', password: '' };

/** The old password and a new one. */
export function PasswordForm() {
  const { user } = useMe();
  const queries = useQueryClient();
  const [values, setValues] = useState(empty);
  const change = useMutation({
    mutationFn: () => api.call('passwordChange', { body: values }),
    onSuccess: ({ csrfToken }) => {
      rememberCsrfToken(csrfToken);
      setValues(empty);
      return queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const isDirty = values.currentPassword !== '' || values.password !== '';
  const isFilled = values.currentPassword !== '' && values.password !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) change.mutate();
      }}
    >
      <Stack>
        {/* Tells a password manager whose password changes. */}
        <input type="hidden" autoComplete="username" value={user.email} readOnly />
        <PasswordInput
          label="Current password"
          className="medium-input"
          autoComplete="current-password"
          value={values.currentPassword}
          onChange={(event) => setValues({ ...values, currentPassword: event.currentTarget.value })}
        />
        <PasswordInput
          label="New password"
          className="medium-input"
          autoComplete="new-password"
          value={values.password}
          onChange={(event) => setValues({ ...values, password: event.currentTarget.value })}
        />
        {change.isError && <ErrorNotice error={change.error} />}
        <Group>
          <Button type="submit" variant="default" disabled={!isFilled} loading={change.isPending}>
            Change password
          </Button>
          <div role="status">{change.isSuccess && <StateBadge state="passed">Changed</StateBadge>}</div>
        </Group>
      </Stack>
      <UnsavedGuard isDirty={isDirty} />
    </form>
  );
}
