import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { isolated } from '../../ui/isolated.js';

interface RenameEntryProps {
  name: string;
  onRename: (name: string) => void;
}

/** Another name for an entry whose own is taken; counts when it is left or Enter is pressed, as each makes a new plan. */
export function RenameEntry({ name, onRename }: RenameEntryProps) {
  const [typed, setTyped] = useState(name);
  const rename = () => {
    const next = typed.trim();
    if (next === '') setTyped(name);
    else if (next !== name) onRename(next);
  };
  return (
    <TextInput
      size="xs"
      aria-label={`Name of ${isolated(name)}`}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === 'Enter') rename();
      }}
    />
  );
}
