import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { ErrorNotice } from '../ui/error-notice.js';
import { useNewPattern } from './use-new-pattern.js';

/** Makes a pattern that one can run at once, and opens it. */
export function NewPatternButton() {
  const create = useMutation({ mutationFn: useNewPattern(), onSuccess: (open) => open() });
  return (
    <div>
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        loading={create.isPending}
        onClick={() => create.mutate()}
      >
        New pattern
      </Button>
      {create.isError && <ErrorNotice error={create.error} />}
    </div>
  );
}
