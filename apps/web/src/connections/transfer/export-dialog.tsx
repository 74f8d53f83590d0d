import { PasswordInput, Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay } from '../../api/use-me.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { saveFile } from './save-file.js';

const shortest = 12;

/** A file of every connection that the person sees. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const maySeal = useMay('admin');
  const [isSealed, setSealed] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isChecked, setChecked] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      isSealed
        ? api.call('connectionExportSealed', { body: { passphrase } })
        : api.call('connectionExport', { body: {} }),
    onSuccess: (file) => {
      saveFile(`patchbay-connections-${file.exportedAt.slice(0, 10)}.json`, JSON.stringify(file, null, 2));
      onClose();
    },
  });
  const isShort = passphrase.length < shortest;
  const differs = passphrase !== repeated;
  return (
    <DialogForm
      title="Export connections"
      button="Export"
      isPending={save.isPending}
      error={save.error}
      onSubmit={() => (isSealed && (isShort || differs) ? setChecked(true) : save.mutate())}
      onClose={onClose}
    >
      <p className="flat">A file of every connection that you see in this project.</p>
      <Radio.Group
        label="What it holds"
        value={isSealed ? 'sealed' : 'plain'}
        onChange={(value) => {
          setSealed(value === 'sealed');
          save.reset();
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="plain" label="Names and settings, no secrets" />
          {maySeal && <Radio value="sealed" label="Secrets too, encrypted with a passphrase" />}
        </Stack>
      </Radio.Group>
      {isSealed && (
        <>
          <PasswordInput
            label="Passphrase"
            description={`At least ${shortest} characters. Without it nobody can open the file, and nobody can bring it back.`}
            autoComplete="new-password"
            value={passphrase}
            error={isChecked && isShort && `Needs at least ${shortest} characters`}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <PasswordInput
            label="Passphrase again"
            autoComplete="new-password"
            value={repeated}
            error={isChecked && differs && 'Is not the same'}
            onChange={(event) => setRepeated(event.currentTarget.value)}
          />
        </>
      )}
    </DialogForm>
  );
}
