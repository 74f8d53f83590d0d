import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { PatternDetail } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.js';
import { api } from '../api/client.js';
import { patternLists } from '../api/pattern-lists.js';
import { patternQuery } from '../api/queries.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { MoreMenu } from '../ui/more-menu.js';
import { isolated } from '../ui/isolated.js';

type Dialog = 'rename' | 'delete';

interface PatternMenuProps {
  pattern: PatternDetail;
  onRenamed: (detail: PatternDetail) => void;
}

/** What is done to a pattern as a whole, and seldom. */
export function PatternMenu({ pattern, onRenamed }: PatternMenuProps) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <MoreMenu
        isFramed
        about="this pattern"
        items={[
          { name: 'Rename', onChoose: () => setDialog('rename') },
          { name: 'Delete', isDangerous: true, onChoose: () => setDialog('delete') },
        ]}
      />
      {dialog === 'rename' && <RenameDialog pattern={pattern} onRenamed={onRenamed} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog pattern={pattern} onClose={close} />}
    </>
  );
}

interface DialogProps {
  pattern: PatternDetail;
  onClose: () => void;
}

function RenameDialog({ pattern, onRenamed, onClose }: DialogProps & PatternMenuProps) {
  const queries = useQueryClient();
  const [name, setName] = useState(pattern.name);
  const [description, setDescription] = useState(pattern.description);
  const save = useMutation({
    mutationFn: () =>
      api.call('patternPatch', { params: { id: pattern.id }, body: { name: name.trim(), description } }),
    onSuccess: async (detail) => {
      queries.setQueryData(patternQuery(pattern.id).queryKey, detail);
      onRenamed(detail);
      await queries.invalidateQueries({ queryKey: patternLists });
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title="Rename the pattern" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label="Description"
            autosize
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {save.isError && <ErrorNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ pattern, onClose }: DialogProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.call('patternDelete', { params: { id: pattern.id } }),
    onSuccess: async () => {
      await navigate({ to: '/patterns', ignoreBlocker: true });
      await queries.invalidateQueries({ queryKey: ['patterns'] });
    },
  });
  return (
    <Dialog opened onClose={onClose} title={`Delete ${isolated(pattern.name)}?`} centered>
      <p className="flat">
        {pattern.active && 'It is live: its webhook stops answering. '}
        The records of its runs stay; its connections stay.
      </p>
      {remove.isError && <ErrorNotice error={remove.error} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete
        </Button>
      </Group>
    </Dialog>
  );
}
