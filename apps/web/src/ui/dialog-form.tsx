import { Button, Group, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog.js';
import { ErrorNotice } from './error-notice.js';
import { UnsavedGuard } from './unsaved-guard.js';
import { useCloseGuard } from './use-close-guard.js';

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
  const [isTouched, setTouched] = useState(false);
  // What asks for a confirmation holds nothing that would be missed.
  const isDirty = isTouched && !isDangerous;
  const { guard, question, isAsking } = useCloseGuard(isDirty);
  const close = () => guard(onClose);
  return (
    <Dialog opened closeOnEscape={!isAsking} onClose={close} title={title} centered>
      <form
        onChange={() => setTouched(true)}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack>
          {children}
          {error !== null && error !== undefined && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus={isDangerous ? true : undefined}>
              {isDangerous ? 'Keep' : 'Cancel'}
            </Button>
            <Button type="submit" loading={isPending} {...(isDangerous ? { color: 'red' } : {})}>
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
      {question}
      {/* What was sent may lead to another page. */}
      <UnsavedGuard isDirty={isDirty && !isPending} />
    </Dialog>
  );
}
