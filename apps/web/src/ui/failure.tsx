import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The frame of everything that went wrong; a screen reader says it as it appears. */
export function Failure({ title, children }: { title: string | undefined; children: ReactNode }) {
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertCircle aria-hidden />}
      classNames={{ title: 'problem-text' }}
      title={title}
    >
      {children}
    </Alert>
  );
}
