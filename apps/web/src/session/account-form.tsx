import { Button, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { rememberCsrfToken } from '../api/client.js';
import { ErrorNotice } from '../ui/error-notice.js';

export interface AccountValues {
  name: string;
  email: string;
  password: string;
}

interface AccountFormProps {
  title: string;
  intro: ReactNode;
  button: string;
  /** A new account also has a name, and its password is a new one. */
  isNew: boolean;
  submit: (values: AccountValues) => Promise<{ csrfToken: string }>;
}

/** The one form of setup and login. A failed try keeps what was typed. */
export function AccountForm({ title, intro, button, isNew, submit }: AccountFormProps) {
  const [values, setValues] = useState<AccountValues>({ name: '', email: '', password: '' });
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: () => submit(values),
    onSuccess: (session) => {
      rememberCsrfToken(session.csrfToken);
      return queries.invalidateQueries();
    },
  });
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const change = (key: keyof AccountValues) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [key]: event.currentTarget.value });
  return (
    <main className="page-narrow">
      <form onSubmit={onSubmit}>
        <Stack>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Title order={1} size="h2">
            {title}
          </Title>
          <p className="muted" style={{ margin: 0 }}>
            {intro}
          </p>
          {isNew && (
            <TextInput
              label="Name"
              required
              autoComplete="name"
              value={values.name}
              onChange={change('name')}
            />
          )}
          <TextInput
            label="Email"
            type="email"
            required
            autoComplete="username"
            value={values.email}
            onChange={change('email')}
          />
          <PasswordInput
            label="Password"
            required
            autoComplete={isNew ? 'new-password' : 'current-password'}
            value={values.password}
            onChange={change('password')}
          />
          {send.isError && <ErrorNotice error={send.error} />}
          <Button type="submit" loading={send.isPending}>
            {button}
          </Button>
        </Stack>
      </form>
    </main>
  );
}
