import { Button, Group, Stack } from '@mantine/core';
import type { ImportAnswer } from '@patchbay/contracts';
import { count } from '../../ui/words.js';
import { takeFocus } from './take-focus.js';

/** What was written. */
export function ImportDone({ answer, onClose }: { answer: ImportAnswer; onClose: () => void }) {
  const { created, updated, leftOut } = answer;
  return (
    <Stack>
      <p className="flat import-said" role="status" tabIndex={-1} ref={takeFocus}>
        Created {count(created.length, 'connection')}, updated {updated.length}.
        {leftOut.length > 0 && ` Left out ${leftOut.length}.`} Test them before you use them: an import does
        not connect.
      </p>
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
