import { Button, PasswordInput, Stack, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, rememberCsrfToken } from '../api/client.js';
import { ErrorNotice } from '../ui/error-notice.js';

/** Where a password link leads: it is chosen here, and the person is in. */
export function PasswordPage() {
  // Behind `#`, so that no server and no log ever saw it; taken out of the address once read.
  const [token] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: () => api.call('passwordChoose', { body: { token, password } }),
    onSuccess: ({ csrfToken }) => {
      rememberCsrfToken(csrfToken);
      history.replaceState(null, '', '/');
      return queries.resetQueries();
    },
  });
  return (
    <main className="page-narrow">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose.mutate();
        }}
      >
        <Stack>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Title order={1} size="h2">
            Choose your password
          </Title>
          <p className="muted flat">
            The link works once. A sentence that only you know makes a good password.
          </p>
          <PasswordInput
            label="New password"
            required
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {choose.isError && <ErrorNotice error={choose.error} />}
          <Button type="submit" loading={choose.isPending} disabled={token === ''}>
            Set password and log in
          </Button>
          {token === '' && (
            <p className="problem-text flat">
              The link is not complete. Copy the whole of it into the address bar.
            </p>
          )}
        </Stack>
      </form>
    </main>
  );
}
