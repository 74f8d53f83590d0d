import { Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { type HeadersField, MASK, parsePointer } from '@patchbay/fields';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ControlProps } from './control.js';
import { FieldSet } from './field-set.js';
import { useForm } from './form-context.js';
import { RowAction } from './rows/row-action.js';
import { getOwn, isObject, pointerOf } from './values.js';
import { isolated } from '../ui/isolated.js';

/** Names are plain, values secret. Stored ones stand as text with Change and Remove. */
export function HeadersControl({ field, path, value }: ControlProps<HeadersField>) {
  const form = useForm();
  const typed = isObject(value) ? value : {};
  const at = pointerOf(path);
  const storedNames = form.stored
    .filter((pointer) => pointer.startsWith(`${at}/`))
    .map((pointer) => parsePointer(pointer)[path.length] ?? '');
  const names = [...new Set([...storedNames, ...Object.keys(typed)])].filter(
    (name) => getOwn(typed, name) !== null,
  );
  return (
    <FieldSet field={field} path={path}>
      {names.map((name) => (
        <HeaderRow
          key={name}
          path={path}
          name={name}
          isStored={storedNames.includes(name)}
          value={getOwn(typed, name)}
        />
      ))}
      <NewHeader taken={names} onAdd={(name) => form.change([...path, name], '')} />
    </FieldSet>
  );
}

interface HeaderRowProps extends Pick<ControlProps, 'path' | 'value'> {
  name: string;
  isStored: boolean;
}

function HeaderRow({ path, name, value, isStored }: HeaderRowProps) {
  const form = useForm();
  const here = [...path, name];
  const pointer = pointerOf(here);
  const isClosed = isStored && !form.opened.has(pointer) && form.reentryBecause.length === 0;
  const remove = () => form.change(here, isStored ? null : undefined);
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" className="header-row">
      <span className="mono header-name">{name}</span>
      {isClosed ? (
        <>
          <span className="mono grow">{MASK}</span>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Change ${isolated(name)}`}
            onClick={() => form.open(here)}
          >
            Change
          </Button>
        </>
      ) : (
        <PasswordInput
          className="grow"
          aria-label={`Value of ${isolated(name)}`}
          autoComplete="new-password"
          data-pointer={pointer}
          error={form.problemAt(pointer)}
          value={typeof value === 'string' ? value : ''}
          onBlur={() => form.touch(pointer)}
          onChange={(event) => form.change(here, event.currentTarget.value)}
        />
      )}
      <RowAction name={`Remove ${isolated(name)}`} Icon={IconTrash} mt={4} onClick={remove} />
    </Group>
  );
}

function NewHeader({ taken, onAdd }: { taken: string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const isTaken = taken.some((other) => other.toLowerCase() === name.trim().toLowerCase());
  const add = () => {
    if (name.trim() === '' || isTaken) return;
    onAdd(name.trim());
    setName('');
  };
  return (
    <Group gap="xs" align="flex-start">
      <TextInput
        aria-label="Name of a new header"
        placeholder="X-Api-Key"
        autoComplete="off"
        value={name}
        error={isTaken && 'This header is there already'}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        Add header
      </Button>
    </Group>
  );
}
