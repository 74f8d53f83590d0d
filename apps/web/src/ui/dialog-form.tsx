import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice.js';

interface DialogFormProps {
  title: string;
  button: string;
  /** What it does cannot be taken back. */
  isDangerous?: boolean;
  isPending: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog with one form; what was entered stays when the server refuses it, and the reason stands above the buttons. */
export function DialogForm(props: DialogFormProps) {
  const { title, button, isDangerous = false, isPending, error, onSubmit, onClose, children } = props;
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack>
          {children}
          {error !== null && error !== undefined && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus={isDangerous ? true : undefined}>
              {isDangerous ? 'Keep' : 'Cancel'}
            </Button>
            <Button type="submit" loading={isPending} {...(isDangerous ? { color: 'red' } : {})}>
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
