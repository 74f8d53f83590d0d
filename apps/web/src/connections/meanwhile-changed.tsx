import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Failure } from '../ui/failure.js';

interface MeanwhileChangedProps {
  connectionId: string;
  onSaveOver: () => void;
}

/** Two have edited the same connection: what this one typed stays, and which of the two counts is for people to say. */
export function MeanwhileChanged({ connectionId, onSaveOver }: MeanwhileChangedProps) {
  return (
    <Failure title="Somebody else changed this meanwhile">
      <p className="flat">
        Nothing of yours is saved or lost.{' '}
        <Link to="/connections/$id" params={{ id: connectionId }} target="_blank" className="text-link">
          See theirs in a new tab
        </Link>
        , and add to yours what should stay.
      </p>
      <Group mt="sm">
        <Button size="xs" variant="default" onClick={onSaveOver}>
          Save mine over it
        </Button>
      </Group>
    </Failure>
  );
}
