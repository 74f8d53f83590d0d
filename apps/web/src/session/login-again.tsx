import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import type { User } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, rememberCsrfToken } from '../api/client.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Name } from '../ui/name.js';

/** The session has ended: the same person goes on below, with all that was typed; anybody else begins anew. */
export function LoginAgain({ user: { name, email } }: { user: User }) {
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => api.call('login', { body: { email, password } }),
    onSuccess: ({ csrfToken }) => {
      rememberCsrfToken(csrfToken);
      return queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      opened
      centered
      onClose={noWayOut}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      // Above whatever was open, also above a question.
      zIndex={500}
      // What the page shows is for those who are logged in.
      overlayProps={{ backgroundOpacity: 0.7, blur: 6 }}
      title="Your session has ended"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate();
        }}
      >
        <Stack>
          <p className="flat">
            Log in again as <Name>{name}</Name> ({email}). What you entered on this page is still there.
          </p>
          {/* Tells a password manager who logs in. */}
          <input type="hidden" autoComplete="username" value={email} readOnly />
          <PasswordInput
            label="Password"
            required
            data-autofocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {login.isError && <ErrorNotice error={login.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => void queries.resetQueries()}>
              Log in as somebody else
            </Button>
            <Button type="submit" loading={login.isPending}>
              Log in
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function noWayOut(): void {
  return undefined;
}
