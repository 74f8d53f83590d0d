import { Dialog } from './dialog.js';
import { Button, Group } from '@mantine/core';

interface LeaveQuestionProps {
  isOpen: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** Asked before what was typed is lost. */
export function LeaveQuestion({ isOpen, onStay, onLeave }: LeaveQuestionProps) {
  return (
    <Dialog opened={isOpen} onClose={onStay} title="Leave without saving?" centered zIndex={400}>
      <p className="flat">What you entered here would be lost.</p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onStay} data-autofocus>
          Stay
        </Button>
        <Button color="red" onClick={onLeave}>
          Leave
        </Button>
      </Group>
    </Dialog>
  );
}
