import { FileButton, Button, Group } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { isolated } from '../ui/isolated.js';

interface FileDropProps {
  /** The field's name, for those who hear the button. */
  name: string;
  onText: (text: string) => void;
  children: ReactNode;
}

/** Matches the server's limit for a long text; a larger file is refused before it is read. */
const largest = 1_000_000;

/** Takes a file's text, dropped or chosen. The file stays in the browser until the form is sent. */
export function FileDrop({ name, onText, children }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const read = async (file: File | null | undefined) => {
    if (!file) return;
    if (file.size > largest) return setProblem(`${isolated(file.name)} is larger than 1 MB`);
    setProblem(undefined);
    onText(await file.text());
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={isOver ? 'file-drop file-drop-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
      <Group gap="xs" mt={6}>
        <FileButton onChange={(file) => void read(file)}>
          {(button) => (
            <Button
              {...button}
              size="compact-xs"
              variant="default"
              leftSection={<IconUpload size={13} aria-hidden />}
              aria-label={`Choose a file for ${name}`}
            >
              Choose a file
            </Button>
          )}
        </FileButton>
        <span className="muted small">or drop it here</span>
      </Group>
      {problem !== undefined && (
        <p role="alert" className="problem-text small flat">
          {problem}
        </p>
      )}
    </div>
  );
}
