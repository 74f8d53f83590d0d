import { TextInput } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.js';
import { TagsField } from '../tags-field.js';
import { type Label, useRename } from './use-rename.js';
import { Name } from '../../ui/name.js';

interface RenameConnectionProps {
  connection: ConnectionSummary;
  isOpen: boolean;
  /** Opens it again, with what was typed, when the server has refused it. */
  onOpen: () => void;
  onClose: () => void;
}

/** Closes at once, as what it does can be undone. */
export function RenameConnection({ connection, isOpen, onOpen, onClose }: RenameConnectionProps) {
  const { id, name, tags } = connection;
  const [typed, setTyped] = useState<Label>();
  const rename = useRename(id);
  const label = typed ?? { name, tags };
  const close = () => {
    setTyped(undefined);
    rename.reset();
    onClose();
  };
  const submit = () => {
    onClose();
    const after = { ...label, name: label.name.trim() };
    rename.mutate(
      { before: { name, tags }, after },
      { onSuccess: () => setTyped(undefined), onError: onOpen },
    );
  };
  if (!isOpen) return null;
  return (
    <DialogForm
      title="Rename and tag"
      button="Save"
      isPending={rename.isPending}
      error={rename.error}
      onSubmit={submit}
      onClose={close}
    >
      <TextInput
        label="Name"
        required
        // A name of blanks would be refused.
        pattern=".*\S.*"
        data-autofocus
        autoComplete="off"
        value={label.name}
        onChange={(event) => setTyped({ ...label, name: event.currentTarget.value })}
      />
      <TagsField tags={label.tags} onChange={(next) => setTyped({ ...label, tags: next })} />
      {rename.isError && (
        <p className="muted flat">
          Nothing has changed: it is called “<Name>{name}</Name>” as before.
        </p>
      )}
    </DialogForm>
  );
}
