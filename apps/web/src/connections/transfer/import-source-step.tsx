import { Button, Group, NativeSelect, PasswordInput, Stack } from '@mantine/core';
import { type ImportFormat, importFormats } from '@patchbay/contracts';
import { type SubmitEvent, useMemo, useState } from 'react';
import { ErrorNotice } from '../../ui/error-notice.js';
import { capitalized } from '../../ui/words.js';
import { formatWords } from '../paste/paste-format.js';
import { formatOf, isSealed } from './import-source.js';
import { ImportText } from './import-text.js';
import type { Import } from './use-import.js';

const formats = importFormats.map((value) => ({ value, label: labelOf(formatWords(value)) }));

/** The text, what it is, and what opens it. */
export function ImportSourceStep({ state, onClose }: { state: Import; onClose: () => void }) {
  const { source, change, planError } = state;
  const [isChecked, setChecked] = useState(false);
  const { format, isLocked } = useMemo(
    () => ({ format: formatOf(source), isLocked: isSealed(source) }),
    [source],
  );
  const lacksText = source.text.trim() === '';
  const lacksPassphrase = isLocked && source.passphrase === '';
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!lacksText && format !== undefined && !lacksPassphrase) state.look();
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <ImportText
          source={source}
          problem={isChecked && lacksText ? 'Paste something, or choose a file' : undefined}
          onChange={change}
        />
        <NativeSelect
          label="What it is"
          data={[{ value: '', label: 'Choose…' }, ...formats]}
          value={format ?? ''}
          error={isChecked && !lacksText && format === undefined && 'Choose what the text is'}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ chosenFormat: value === '' ? undefined : (value as ImportFormat) });
          }}
        />
        {isLocked && (
          <PasswordInput
            label="Passphrase of the file"
            autoComplete="off"
            value={source.passphrase}
            error={isChecked && lacksPassphrase && 'The file is encrypted: enter its passphrase'}
            onChange={(event) => change({ passphrase: event.currentTarget.value })}
          />
        )}
        {planError !== null && <ErrorNotice error={planError} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={state.isLooking}>
            Show what happens
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Sentence case; names such as cURL and n8n are written as their owners write them. */
function labelOf(words: string): string {
  return /^[a-z]{3}/.test(words) ? capitalized(words) : words;
}
