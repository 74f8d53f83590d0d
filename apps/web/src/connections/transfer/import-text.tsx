import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { longestImport } from '@patchbay/contracts';
import { IconFile, IconUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import type { ImportSource } from './import-source.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

interface ImportTextProps {
  source: ImportSource;
  problem: string | undefined;
  onChange: (part: Partial<ImportSource>) => void;
}

/** Pasted, chosen or dropped. The text of a file is not drawn: it may be long, and it may hold secrets. */
export function ImportText({ source, problem, onChange }: ImportTextProps) {
  const [tooLarge, setTooLarge] = useState<string>();
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    setTooLarge(file.size > longestImport ? `${isolated(file.name)} is larger than 16 MB` : undefined);
    if (file.size > longestImport) return;
    onChange({ text: await file.text(), fileName: file.name, chosenFormat: undefined });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className="import-text" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      {source.fileName === undefined ? (
        <Textarea
          label="Connections"
          description="A .env block, connection URLs, a cURL command, decrypted n8n credentials, Airflow connections, or a file that Patchbay exported."
          data-autofocus
          autosize
          minRows={6}
          maxRows={14}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: 'mono' }}
          value={source.text}
          error={tooLarge ?? problem}
          onChange={(event) => onChange({ text: event.currentTarget.value, chosenFormat: undefined })}
        />
      ) : (
        <Group gap="xs">
          <IconFile size={18} aria-hidden />
          <span className="grow">
            <Name>{source.fileName}</Name>
          </span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange({ text: '', fileName: undefined, chosenFormat: undefined })}
          >
            Remove the file
          </Button>
        </Group>
      )}
      {source.fileName !== undefined && tooLarge !== undefined && (
        <p role="alert" className="problem-text small flat">
          {tooLarge}
        </p>
      )}
      <Group gap="xs" mt="xs">
        {/* A new one each time: the browser does not report the same file twice. */}
        <FileButton key={source.fileName ?? ''} onChange={(file) => void take(file)}>
          {(button) => (
            <Button
              {...button}
              size="compact-sm"
              variant="default"
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              Choose a file
            </Button>
          )}
        </FileButton>
        <span className="muted small">or drop it here</span>
      </Group>
    </div>
  );
}
